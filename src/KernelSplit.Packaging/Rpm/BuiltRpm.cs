using System.Globalization;
using System.Text.RegularExpressions;
using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>A built RPM, as queried with rpm.</summary>
/// <param name="File">Its path.</param>
/// <param name="Name">RPM's Name.</param>
/// <param name="InstalledSize">Total size of its files in bytes.</param>
/// <param name="Content">Its files and directories.</param>
public sealed partial record BuiltRpm(
    string File, string Name, long InstalledSize, IReadOnlyList<RpmHeaderFile> Content)
{
    private const int GhostFlag = 1 << 6;

    // File names come last, because they may contain spaces.
    private const string Query = "%{NAME}\\n%{VERSION}\\n%{RELEASE}\\n%{ARCH}\\n%{LONGSIZE}\\n"
        + "[R%{REQUIRENEVRS}\\n][P%{PROVIDENEVRS}\\n][F%{FILEMODES:octal} %{FILEFLAGS} "
            + "%{FILEUSERNAME}:%{FILEGROUPNAME} %{FILENAMES}\\n]";

    public string Version { get; init; } = "";

    public string Release { get; init; } = "";

    public string Architecture { get; init; } = "";

    /// <summary>With their versions, as "name = version-release".</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <inheritdoc cref="Requires"/>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>Scriptlets and triggers: a line that says when it runs, and its text.</summary>
    public IReadOnlyList<string> Scriptlets { get; init; } = [];

    /// <summary>The absolute paths of its files and directories.</summary>
    public IReadOnlyList<string> Files => [.. Content.Select(file => file.Path)];

    /// <summary>Bytes of the RPM file, which is what a package manager downloads.</summary>
    public long DownloadSize => new FileInfo(File).Length;

    /// <summary>The RPMs below a directory, sorted by name.</summary>
    /// <exception cref="ToolFailedException">One of them is broken.</exception>
    public static Task<IReadOnlyList<BuiltRpm>> ReadAll(string directory, CancellationToken cancellation) =>
        ReadAll(Directory.EnumerateFiles(directory, "*.rpm", SearchOption.AllDirectories), cancellation);

    /// <summary>These RPMs, sorted by name.</summary>
    /// <inheritdoc cref="ReadAll(string, CancellationToken)" path="/exception"/>
    public static async Task<IReadOnlyList<BuiltRpm>> ReadAll(IEnumerable<string> files, CancellationToken cancellation)
    {
        var packages = new List<BuiltRpm>();
        foreach (var file in files)
            packages.Add(await Read(file, cancellation));
        return [.. packages.OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    private static async Task<BuiltRpm> Read(string file, CancellationToken cancellation)
    {
        var query = new ToolCall("rpm", "--query", "--package", "--queryformat", Query, file);
        var lines = (await Tool.Output(query, cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lists = lines[5..].ToLookup(line => line[0], line => line[1..]);
        var scripts = new ToolCall(
            "rpm", "--query", "--package", "--scripts", "--triggers", "--filetriggers", file);
        return new BuiltRpm(
            file, lines[0], long.Parse(lines[4], CultureInfo.InvariantCulture), [.. lists['F'].Select(ReadFile)])
        {
            Version = lines[1],
            Release = lines[2],
            Architecture = lines[3],
            Requires = [.. lists['R']],
            Provides = [.. lists['P']],
            Scriptlets = SplitScriptlets(await Tool.Output(scripts, cancellation)),
        };
    }

    /// <summary>rpm begins each with a line such as <c>preuninstall scriptlet (using /bin/sh):</c>.</summary>
    private static List<string> SplitScriptlets(string output)
    {
        var found = new List<string>();
        foreach (var line in output.Split('\n'))
        {
            if (ScriptletLine().IsMatch(line))
                found.Add(line + "\n");
            else if (found.Count > 0)
                found[^1] += line + "\n";
        }

        return [.. found.Select(text => text.TrimEnd()).Distinct()];
    }

    [GeneratedRegex(@"^[a-z]+ (scriptlet|program)( \(using .*\)(:| -- .*)|: .*)$")]
    private static partial Regex ScriptletLine();

    private static RpmHeaderFile ReadFile(string line)
    {
        var fields = line.Split(' ', 4);
        // SUSE's /lib is a link to /usr/lib.
        var path = fields[3]
            .StartsWith("/usr/lib/modules/", StringComparison.Ordinal) ? fields[3]["/usr".Length..] : fields[3];
        return new RpmHeaderFile(
            path, Convert.ToInt32(fields[0], 8), fields[2],
            (int.Parse(fields[1], CultureInfo.InvariantCulture) & GhostFlag) != 0);
    }

    /// <summary>
    /// Unpacks the package below a directory whose /lib is a link to /usr/lib, without database and scriptlets.
    /// </summary>
    public Task Unpack(string directory, CancellationToken cancellation)
    {
        const string script = "mkdir -p usr/lib; [ -e lib ] || ln -s usr/lib lib; rpm2cpio \"$1\" | cpio --extract "
            + "--make-directories --unconditional --quiet --no-absolute-filenames";
        return Tool.Run(
            new ToolCall("sh", "-e", "-c", script, "sh", Path.GetFullPath(File)) { Directory = directory }, null,
            cancellation);
    }
}
