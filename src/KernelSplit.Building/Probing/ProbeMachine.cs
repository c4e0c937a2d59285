namespace KernelSplit.Building.Probing;

/// <summary>
/// What all commands of a kernel source depend on: the environment, the compilers and the installed software.
/// Installing anything gives another state.
/// </summary>
/// <param name="variables">The environment.</param>
/// <param name="directory">The working directory.</param>
/// <param name="root">The system's root directory, without a trailing slash.</param>
internal sealed class ProbeMachine(
    IReadOnlyDictionary<string, string> variables, string directory, string root)
{
    private static readonly string[] Compilers =
    [
        "CC", "LD", "AR", "NM", "OBJCOPY", "OBJDUMP", "READELF", "STRIP", "HOSTCC", "HOSTCXX", "RUSTC", "HOSTRUSTC",
        "BINDGEN", "PAHOLE", "PYTHON3",
    ];

    private static readonly string[] Databases =
    [
        "/var/lib/dpkg/status", "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/rpmdb.sqlite-wal", "/var/lib/rpm/Packages",
        "/var/lib/rpm/Packages.db", "/usr/lib/sysimage/rpm/rpmdb.sqlite", "/usr/lib/sysimage/rpm/rpmdb.sqlite-wal",
        "/usr/lib/sysimage/rpm/Packages.db", "/var/lib/pacman/local", "/lib/apk/db/installed", "/etc/os-release",
        "/etc/ld.so.cache", "/usr/include", "/usr/local/include", "/usr/local/lib", "/bin/sh",
    ];

    // Different in every session, shell or make, and irrelevant to a compiler.
    private static readonly HashSet<string> Volatile =
    [
        "_", "PWD", "OLDPWD", "SHLVL", "MAKELEVEL", "MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS", "TERM", "COLUMNS", "LINES",
        "WINDOWID", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "INVOCATION_ID", "JOURNAL_STREAM",
    ];

    private static readonly string[] VolatilePrefixes = ["SSH_", "XDG_SESSION_", "KCONFIG_"];

    private readonly string[] _path = variables.GetValueOrDefault("PATH", "").Split(':');

    private readonly string? _source = variables.GetValueOrDefault("srctree") is { Length: > 0 } tree
        ? Path.GetFullPath(Path.Combine(directory, tree)).TrimEnd('/') + "/"
        : null;

    /// <summary>
    /// False where the state doesn't tell which programs run: PATH depends on the working directory, or a compiler
    /// is a script, which may run any other.
    /// </summary>
    public bool IsCacheable => _path.All(path => path.StartsWith('/'))
        && Compilers.SelectMany(Words).SelectMany(Programs)
            .All(program => IsOfSource(program) || FileState.IsElf(program));

    public string Python { get; } = variables.GetValueOrDefault("PYTHON3", "python3");

    /// <summary>All of it.</summary>
    public string State() => string.Join('\n',
    [
        directory, Environment.UserName,
        .. variables.Where(variable => !Volatile.Contains(variable.Key)
                && !VolatilePrefixes.Any(prefix => variable.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal),
        .. Databases.Select(file => root + file).Concat(_path).Concat(PythonDirectories()).Concat(RustupFiles())
            .Select(FileState.Of),
        // A compiler finds its assembler by the same prefix.
        .. Compilers.SelectMany(Words).Append(variables.GetValueOrDefault("CROSS_COMPILE", "") + "as")
            .SelectMany(Programs).Select(program => $"{program} {FileState.Of(program)}"),
    ]);

    /// <summary>Whether a word of a command is a compiler, or refers to the variable that names it.</summary>
    public bool IsCompiler(string word) => word.StartsWith('$')
        ? Compilers.Contains(word[1..].Trim('{', '}'))
        : Compilers.Any(variable => Words(variable).FirstOrDefault() == word);

    /// <summary>Whether a variable names a compiler, and has this value.</summary>
    public bool IsCompilerVariable(string name, string value) =>
        Compilers.Contains(name) && variables.GetValueOrDefault(name, "") == value;

    public bool IsOfSource(string path) =>
        _source is not null && Path.GetFullPath(Locate(path)).StartsWith(_source, StringComparison.Ordinal);

    /// <summary>A path, resolved against the working directory.</summary>
    public string Locate(string path) => Path.Combine(directory, path);

    /// <summary>All programs of this name in PATH order: the first may be a wrapper that calls the next.</summary>
    public IEnumerable<string> Programs(string name) =>
        (name.Contains('/', StringComparison.Ordinal) ? [Locate(name)] : _path.Select(path => $"{path}/{name}"))
            .Where(FileState.IsProgram);

    private IEnumerable<string> Words(string variable) =>
        variables.GetValueOrDefault(variable, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !word.StartsWith('-'));

    /// <summary>rustup's rustc selects the real one by these files.</summary>
    private IEnumerable<string> RustupFiles()
    {
        var rustup = variables.GetValueOrDefault("RUSTUP_HOME", $"{variables.GetValueOrDefault("HOME")}/.rustup");
        var files = ((string[])["settings.toml", "toolchains", "update-hashes"]).Select(file => $"{rustup}/{file}");
        for (var path = directory; path is not null; path = Path.GetDirectoryName(path))
            files = files.Concat([$"{path}/rust-toolchain", $"{path}/rust-toolchain.toml"]);
        return files;
    }

    /// <summary>The directories that Python imports from: pip installs there without the package manager.</summary>
    private IEnumerable<string> PythonDirectories() => _path
        .Append($"{variables.GetValueOrDefault("HOME")}/.local/bin")
        .Select(path => $"{Path.GetDirectoryName(path.TrimEnd('/'))}/lib").Distinct(StringComparer.Ordinal)
        .Where(Directory.Exists).SelectMany(library => Directory.EnumerateDirectories(library, "python3*"))
        .Order(StringComparer.Ordinal)
        .SelectMany(python => new[] { $"{python}/site-packages", $"{python}/dist-packages" });
}
