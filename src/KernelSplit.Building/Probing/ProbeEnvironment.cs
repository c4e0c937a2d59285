namespace KernelSplit.Building.Probing;

/// <summary>The environment of all commands of a kernel source: variables, PATH, working directory.</summary>
/// <param name="variables">The environment.</param>
/// <param name="directory">The working directory.</param>
internal sealed class ProbeEnvironment(IReadOnlyDictionary<string, string> variables, string directory)
{
    // Different in every session, shell or make, and irrelevant to a compiler.
    private static readonly HashSet<string> Volatile =
    [
        "_", "PWD", "OLDPWD", "SHLVL", "MAKELEVEL", "MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS", "TERM", "COLUMNS", "LINES",
        "WINDOWID", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "INVOCATION_ID", "JOURNAL_STREAM",
        "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME", "PPID", "BASHPID", "LINENO",
    ];

    private static readonly string[] VolatilePrefixes = ["SSH_", "XDG_SESSION_", "KCONFIG_"];

    public IReadOnlyDictionary<string, string> Variables => variables;

    public string Directory => directory;

    /// <summary>The kernel source with a trailing slash; null if there is none.</summary>
    public string? Source { get; } = variables.GetValueOrDefault("srctree") is { Length: > 0 } tree
        ? Path.GetFullPath(Path.Combine(directory, tree)).TrimEnd('/') + "/"
        : null;

    public string[] ProgramDirectories { get; } = variables.GetValueOrDefault("PATH", "").Split(':');

    /// <summary>Whether answers can be cached at all: programs must not depend on the working directory.</summary>
    public bool IsCacheable => ProgramDirectories.All(path => path.StartsWith('/'));

    public static bool IsVolatile(string variable) =>
        Volatile.Contains(variable)
        || VolatilePrefixes.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Adds the part that all commands share.</summary>
    public void AddTo(Fingerprint state)
    {
        state.Add(directory);
        state.Add(Environment.UserName);
        var stable = variables.Where(variable => !IsVolatile(variable.Key));
        foreach (var (name, value) in stable.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            state.Add($"{name}={value}");
    }

    /// <summary>A path, resolved against the working directory.</summary>
    public string Locate(string path) => path.StartsWith('/') ? path : $"{directory}/{path}";

    public bool IsOfSource(string path) =>
        Source is not null && Path.GetFullPath(Locate(path)).StartsWith(Source, StringComparison.Ordinal);

    /// <summary>All programs of this name in PATH order: the first may be a wrapper that calls the next.</summary>
    public IEnumerable<string> Programs(string name)
    {
        var places = name.Contains('/', StringComparison.Ordinal)
            ? [Locate(name)]
            : ProgramDirectories.Select(path => $"{path}/{name}");
        return places.Where(FileState.IsProgram);
    }
}
