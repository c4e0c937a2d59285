using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Deb;

/// <summary>The folder that dpkg-deb makes a package of: the files as they will be installed, and DEBIAN/.</summary>
internal sealed class DebStage(string folder, DateTimeOffset time)
{
    private const string Control = "DEBIAN";
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public void Copy(string source, string path)
    {
        File.Copy(source, Place(path));
        Settle(path, Readable);
    }

    public void Write(string path, string text)
    {
        File.WriteAllText(Place(path), text);
        Settle(path, Readable);
    }

    /// <summary>As <c>gzip -9n</c> does, which Debian policy 12.7 asks for.</summary>
    public void WriteGzip(string path, string text)
    {
        using (var gzip = new StreamWriter(new GZipStream(File.Create(Place(path)), CompressionLevel.SmallestSize)))
            gzip.Write(text);
        Settle(path, Readable);
    }

    /// <summary>A file of the control archive; scripts are executable.</summary>
    public void WriteControl(string name, string text)
    {
        File.WriteAllText(Place($"{Control}/{name}"), text);
        Settle($"{Control}/{name}", text.StartsWith("#!", StringComparison.Ordinal) ? Executable : Readable);
    }

    /// <summary>DEBIAN/md5sums (deb-md5sums(5)).</summary>
    public void WriteSums()
    {
        var sums = Files().Order(StringComparer.Ordinal).Select(path => $"{Sum(Path.Combine(folder, path))}  {path}\n");
        WriteControl("md5sums", string.Concat(sums));
    }

    /// <summary>KiB, as deb-substvars(5) counts Installed-Size: files rounded up, 1 for all else.</summary>
    public long InstalledSize => Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Count(path => Path.GetFileName(path) != Control)
        + 1 + Files().Sum(path => (new FileInfo(Path.Combine(folder, path)).Length + 1023) / 1024);

    /// <exception cref="ToolFailedException">dpkg-deb refused.</exception>
    public async Task Build(string deb, Action<string> onLine, CancellationToken cancellation)
    {
        foreach (var path in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder).ToList())
        {
            File.SetUnixFileMode(path, Executable);
            Directory.SetLastWriteTimeUtc(path, time.UtcDateTime);
        }

        var build = new ToolCall("dpkg-deb", "--root-owner-group", "-Zxz", "--build", folder, deb)
        {
            Environment = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        };
        await Tool.Run(build, onLine, cancellation);
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file))
        .Where(path => !path.StartsWith($"{Control}/", StringComparison.Ordinal));

    private string Place(string path)
    {
        var place = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        return place;
    }

    private void Settle(string path, UnixFileMode mode)
    {
        File.SetUnixFileMode(Path.Combine(folder, path), mode);
        File.SetLastWriteTimeUtc(Path.Combine(folder, path), time.UtcDateTime);
    }

    private static string Sum(string file)
    {
        using var stream = File.OpenRead(file);
#pragma warning disable CA5351 // deb-md5sums(5) wants MD5; it finds damage, not forgery.
        return Convert.ToHexStringLower(MD5.HashData(stream));
#pragma warning restore CA5351
    }
}
