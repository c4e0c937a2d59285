namespace KernelSplit.Building.Probing;

/// <summary>What every command of a tree gets: variables, PATH, a working directory.</summary>
/// <param name="variables">The environment.</param>
/// <param name="directory">The working directory.</param>
internal sealed class ProbeEnvironment(IReadOnlyDictionary<string, string> variables, string directory)
{
    // New in every session, shell or make, and of no meaning to a compiler.
    private static readonly HashSet<string> Unsteady =
    [
        "_", "PWD", "OLDPWD", "SHLVL", "MAKELEVEL", "MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS", "TERM", "COLUMNS", "LINES",
        "WINDOWID", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "INVOCATION_ID", "JOURNAL_STREAM",
        "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME", "PPID", "BASHPID", "LINENO",
    ];

    private static readonly string[] UnsteadyPrefixes = ["SSH_", "XDG_SESSION_", "KCONFIG_"];

    public IReadOnlyDictionary<string, string> Variables => variables;

    public string Directory => directory;

    /// <summary>The kernel's source with a slash behind it; null when there is none.</summary>
    public string? Source { get; } = variables.GetValueOrDefault("srctree") is { Length: > 0 } tree
        ? Path.GetFullPath(Path.Combine(directory, tree)).TrimEnd('/') + "/"
        : null;

    public string[] ProgramDirectories { get; } = variables.GetValueOrDefault("PATH", "").Split(':');

    /// <summary>Whether answers can be remembered at all: programs must not depend on the working directory.</summary>
    public bool IsSteady => ProgramDirectories.All(path => path.StartsWith('/'));

    public static bool IsUnsteady(string variable) =>
        Unsteady.Contains(variable)
        || UnsteadyPrefixes.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Adds what is the same for every command.</summary>
    public void AddTo(Fingerprint state)
    {
        state.Add(directory);
        state.Add(Environment.UserName);
        var steady = variables.Where(variable => !IsUnsteady(variable.Key));
        foreach (var (name, value) in steady.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            state.Add($"{name}={value}");
    }

    /// <summary>A path as a command in the working directory means it.</summary>
    public string Locate(string path) => path.StartsWith('/') ? path : $"{directory}/{path}";

    public bool IsOfSource(string path) =>
        Source is not null && Path.GetFullPath(Locate(path)).StartsWith(Source, StringComparison.Ordinal);

    /// <summary>All programs with that name, as PATH has them: the first may be one that looks for the next.</summary>
    public IEnumerable<string> Programs(string name)
    {
        var places = name.Contains('/', StringComparison.Ordinal)
            ? [Locate(name)]
            : ProgramDirectories.Select(path => $"{path}/{name}");
        return places.Where(FileState.IsProgram);
    }
}
