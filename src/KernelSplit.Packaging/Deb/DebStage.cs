using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Deb;

/// <summary>The staging directory of a Debian package: the files as they will be installed, and DEBIAN/.</summary>
internal sealed class DebStage(string directory, DateTimeOffset time)
{
    private const string Control = "DEBIAN";
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public void Copy(string source, string path)
    {
        File.Copy(source, Place(path));
        SetMetadata(path, Readable);
    }

    public void Write(string path, string text)
    {
        File.WriteAllText(Place(path), text);
        SetMetadata(path, Readable);
    }

    /// <summary>Writes a file like <c>gzip -9n</c>, as required by Debian policy 12.7.</summary>
    public void WriteGzip(string path, string text)
    {
        using (var gzip = new StreamWriter(new GZipStream(File.Create(Place(path)), CompressionLevel.SmallestSize)))
            gzip.Write(text);
        SetMetadata(path, Readable);
    }

    /// <summary>Writes a file of the control archive; scripts are executable.</summary>
    public void WriteControl(string name, string text)
    {
        File.WriteAllText(Place($"{Control}/{name}"), text);
        SetMetadata($"{Control}/{name}", text.StartsWith("#!", StringComparison.Ordinal) ? Executable : Readable);
    }

    /// <summary>Writes DEBIAN/md5sums (deb-md5sums(5)).</summary>
    public void WriteSums()
    {
        var sums = Files().Order(StringComparer.Ordinal).Select(
            path => $"{Sum(Path.Combine(directory, path))}  {path}\n");
        WriteControl("md5sums", string.Concat(sums));
    }

    /// <summary>
    /// In KiB, as defined for Installed-Size in deb-substvars(5): files rounded up, 1 for anything else.
    /// </summary>
    public long InstalledSize => Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories)
        .Count(path => Path.GetFileName(path) != Control)
        + 1 + Files().Sum(path => (new FileInfo(Path.Combine(directory, path)).Length + 1023) / 1024);

    /// <exception cref="ToolFailedException">dpkg-deb failed.</exception>
    public async Task Build(string deb, Action<string> onLine, CancellationToken cancellation)
    {
        var directories = Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories).Append(directory);
        foreach (var path in directories.ToList())
        {
            File.SetUnixFileMode(path, Executable);
            Directory.SetLastWriteTimeUtc(path, time.UtcDateTime);
        }

        var build = new ToolCall("dpkg-deb", "--root-owner-group", "-Zxz", "--build", directory, deb)
        {
            Environment = new Dictionary<string, string>
            {
                ["SOURCE_DATE_EPOCH"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            },
        };
        await Tool.Run(build, onLine, cancellation);
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(directory, file))
        .Where(path => !path.StartsWith($"{Control}/", StringComparison.Ordinal));

    private string Place(string path)
    {
        var place = Path.Combine(directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        return place;
    }

    private void SetMetadata(string path, UnixFileMode mode)
    {
        File.SetUnixFileMode(Path.Combine(directory, path), mode);
        File.SetLastWriteTimeUtc(Path.Combine(directory, path), time.UtcDateTime);
    }

    private static string Sum(string file)
    {
        using var stream = File.OpenRead(file);
#pragma warning disable CA5351 // deb-md5sums(5) requires MD5; it detects damage, not tampering.
        return Convert.ToHexStringLower(MD5.HashData(stream));
#pragma warning restore CA5351
    }
}
