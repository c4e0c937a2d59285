using System.Globalization;
using System.Text;

namespace KernelSplit.Kbuild.Probing;

/// <summary>What every command of a tree sees: variables, PATH, a working directory.</summary>
/// <param name="variables">The environment.</param>
/// <param name="directory">The working directory.</param>
internal sealed class ProbeEnvironment(IReadOnlyDictionary<string, string> variables, string directory)
{
    // New in every session, shell or make, and of no meaning to a compiler. A command that names one isn't remembered.
    private static readonly string[] Unsteady =
    [
        "_", "PWD", "OLDPWD", "SHLVL", "MAKELEVEL", "MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS", "TERM", "COLUMNS", "LINES", "WINDOWID",
        "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "INVOCATION_ID", "JOURNAL_STREAM", "RANDOM", "PPID", "LINENO",
    ];

    private static readonly string[] UnsteadyPrefixes = ["SSH_", "XDG_SESSION_", "KCONFIG_"];

    // Whoever installs something changes one of these: the files of package managers, the list of libraries, and the
    // folders of headers and libraries that nobody's package owns.
    private static readonly string[] System =
    [
        "/var/lib/dpkg/status", "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/rpmdb.sqlite-wal", "/usr/lib/sysimage/rpm/rpmdb.sqlite",
        "/usr/lib/sysimage/rpm/rpmdb.sqlite-wal", "/usr/lib/sysimage/rpm/Packages.db", "/var/lib/pacman/local/", "/lib/apk/db/installed",
        "/etc/ld.so.cache", "/usr/include/", "/usr/local/include/", "/usr/local/lib/",
    ];

    public IReadOnlyDictionary<string, string> Variables => variables;

    public string Directory => directory;

    /// <summary>The kernel's source; null when there is none.</summary>
    public string? Source => variables.GetValueOrDefault("srctree") is { Length: > 0 } tree ? Path.GetFullPath(Path.Combine(directory, tree)) : null;

    /// <summary>The folders of PATH.</summary>
    public string[] ProgramFolders { get; } = variables.GetValueOrDefault("PATH", "").Split(':');

    /// <summary>Whether answers can be remembered at all: programs must not depend on the working directory.</summary>
    public bool IsSteady => ProgramFolders.All(folder => folder.StartsWith('/'));

    /// <summary>What an answer always depends on.</summary>
    public IEnumerable<string> CommonFiles => ProgramFolders.Select(folder => folder + "/").Concat(System).Append("/bin/sh");

    /// <summary>Whether a package manager's files tell of headers and libraries that come and go.</summary>
    public static bool HasPackages => System.Take(8).Any(file => FileState.Of(file) != FileState.Missing);

    public static bool IsUnsteady(string variable) =>
        Unsteady.Contains(variable) || UnsteadyPrefixes.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>All that is the same for every command, as text.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{FileState.IsWritable(directory)}\0{Environment.UserName}\0");
        var names = new string[variables.Count];
        var count = 0;
        foreach (var name in variables.Keys)
            names[count++] = name;
        Array.Sort(names, StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!IsUnsteady(name))
                text.Append(name).Append('=').Append(variables[name]).Append('\0');
        }

        return text.ToString();
    }

    /// <summary>A path as a command in the working directory means it.</summary>
    public string Locate(string path) => path.StartsWith('/') ? path : $"{directory}/{path}";

    /// <summary>All programs with that name, as PATH has them: the first may be one that looks for the next.</summary>
    public List<string> Programs(string name) =>
        [.. ProgramFolders.Select(folder => $"{folder}/{name}").Where(FileState.IsProgram)];
}
