using System.Globalization;
using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Deb;

/// <summary>A built Debian package, as read by dpkg-deb.</summary>
/// <param name="File">Its path.</param>
/// <param name="Name">The field Package.</param>
/// <param name="InstalledSize">Bytes, in whole KiB.</param>
/// <param name="Files">The absolute paths of its files and directories.</param>
public sealed record BuiltDeb(string File, string Name, long InstalledSize, IReadOnlyList<string> Files)
{
    /// <summary>Bytes of the package's file, which is what apt downloads.</summary>
    public long DownloadSize => new FileInfo(File).Length;

    /// <summary>The packages in a directory, sorted by name.</summary>
    /// <exception cref="ToolFailedException">One of them is damaged.</exception>
    public static async Task<IReadOnlyList<BuiltDeb>> ReadAll(string directory, CancellationToken cancellation)
    {
        var packages = new List<BuiltDeb>();
        foreach (var file in Directory.EnumerateFiles(directory, "*.deb"))
            packages.Add(await Read(file, cancellation));
        return [.. packages.OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    /// <summary>The field Source, which all packages of a kernel share, without its version.</summary>
    /// <exception cref="ToolFailedException">The package is damaged.</exception>
    public static async Task<string> SourceOf(string file, CancellationToken cancellation) =>
        (await Tool.Output(new ToolCall("dpkg-deb", "--show", "--showformat", "${source:Package}", file), cancellation))
            .Trim();

    /// <summary>Unpacks the package below a directory, without database and scripts.</summary>
    public Task Unpack(string directory, CancellationToken cancellation) =>
        Tool.Run(new ToolCall("dpkg-deb", "--extract", File, directory), null, cancellation);

    private static async Task<BuiltDeb> Read(string file, CancellationToken cancellation)
    {
        var show = new ToolCall("dpkg-deb", "--show", "--showformat", "${Package}\\n${Installed-Size}", file);
        var fields = (await Tool.Output(show, cancellation)).Split('\n');
        var list = new ToolCall("sh", "-e", "-c", "dpkg-deb --fsys-tarfile \"$1\" | tar --list", "sh", file);
        var files = (await Tool.Output(list, cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new BuiltDeb(
            file, fields[0], long.Parse(fields[1], CultureInfo.InvariantCulture) * 1024,
            [.. files.Select(path => path[1..])]);
    }
}
