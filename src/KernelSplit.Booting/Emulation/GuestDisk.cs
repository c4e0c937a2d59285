using System.Text;
using KernelSplit.Host.Processes;

namespace KernelSplit.Booting.Emulation;

/// <summary>
/// A disk of the guest: a file system, and behind it a line that the guest reads and one that it writes.
/// </summary>
/// <param name="Name">The line: <c>nvme</c>, or <c>xfs:nvme</c> for one with XFS.</param>
/// <param name="File">Its image.</param>
internal sealed record GuestDisk(string Name, string File)
{
    private const long Mebi = 1 << 20;
    private const long LineBehindEnd = 8 * Mebi;
    private const long AnswerBehindEnd = 4 * Mebi;
    private const string XfsPrefix = "xfs:";

    // mkfs.xfs refuses less than 300 MiB. Nothing is allocated but what is written.
    private const long XfsSize = 320 * Mebi;
    private const long Ext4Size = 64 * Mebi;

    public static GuestDisk WithXfs(string name, string file) => new(XfsPrefix + name, file);

    private bool HasXfs => Name.StartsWith(XfsPrefix, StringComparison.Ordinal);

    /// <exception cref="ToolFailedException">mkfs failed.</exception>
    public async Task Make(CancellationToken cancellation)
    {
        var size = HasXfs ? XfsSize : Ext4Size;
        await using (var image = new FileStream(File, FileMode.CreateNew, FileAccess.Write))
            image.SetLength(size - LineBehindEnd);
        await Tool.Run(
            HasXfs ? new ToolCall("mkfs.xfs", "-q", File) : new ToolCall("mke2fs", "-q", "-F", "-t", "ext4", File),
            null, cancellation);
        await using (var image = new FileStream(File, FileMode.Open, FileAccess.Write))
        {
            image.SetLength(size);
            image.Seek(-LineBehindEnd, SeekOrigin.End);
            image.Write(Encoding.ASCII.GetBytes($"kernelsplit:{Name}\n"));
        }
    }

    /// <summary>Whether the guest's line is in the image, and not only in the guest's memory.</summary>
    public bool HasAnswer()
    {
        var expected = Encoding.ASCII.GetBytes($"answer:{Name}\n");
        var found = new byte[expected.Length];
        using var image = System.IO.File.OpenRead(File);
        image.Seek(-AnswerBehindEnd, SeekOrigin.End);
        return image.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length
            && found.AsSpan().SequenceEqual(expected);
    }
}
