using System.Globalization;
using KernelSplit.Kbuild.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>A finished RPM, as rpm itself reads it.</summary>
/// <param name="File">Its path.</param>
/// <param name="Name">RPM's Name.</param>
/// <param name="InstalledSize">Bytes of its files.</param>
/// <param name="Files">The full paths of its files, folders among them.</param>
public sealed record RpmPackage(string File, string Name, long InstalledSize, IReadOnlyList<string> Files)
{
    /// <summary>Bytes of the RPM file, which is what a package manager downloads.</summary>
    public long DownloadSize => new FileInfo(File).Length;

    /// <summary>The RPMs below a folder, sorted by name.</summary>
    /// <exception cref="ToolFailedException">One of them is broken.</exception>
    public static async Task<IReadOnlyList<RpmPackage>> ReadAll(string folder, CancellationToken cancellation)
    {
        var packages = new List<RpmPackage>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.rpm", SearchOption.AllDirectories))
            packages.Add(await Read(file, cancellation));
        return [.. packages.OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    private static async Task<RpmPackage> Read(string file, CancellationToken cancellation)
    {
        var query = new ToolCall("rpm", "--query", "--package", "--queryformat", "%{NAME}\\n%{LONGSIZE}\\n[%{FILENAMES}\\n]", file);
        var lines = (await Tool.Output(query, cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new RpmPackage(file, lines[0], long.Parse(lines[1], CultureInfo.InvariantCulture), lines[2..]);
    }

    /// <summary>Lays the package's files below a folder, without rpm's database and without running anything.</summary>
    public Task Unpack(string folder, CancellationToken cancellation)
    {
        const string script = "rpm2cpio \"$1\" | cpio --extract --make-directories --unconditional --quiet --no-absolute-filenames";
        return Tool.Run(new ToolCall("sh", "-e", "-c", script, "sh", File) { Directory = folder }, null, cancellation);
    }
}
