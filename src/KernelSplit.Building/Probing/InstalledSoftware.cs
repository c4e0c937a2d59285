namespace KernelSplit.Building.Probing;

/// <summary>The state of the installed software: installing anything changes it.</summary>
internal static class InstalledSoftware
{
    private static readonly string[] Files =
    [
        "/var/lib/dpkg/status", "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/rpmdb.sqlite-wal", "/var/lib/rpm/Packages",
        "/var/lib/rpm/Packages.db", "/usr/lib/sysimage/rpm/rpmdb.sqlite", "/usr/lib/sysimage/rpm/rpmdb.sqlite-wal",
        "/usr/lib/sysimage/rpm/Packages.db", "/var/lib/pacman/local", "/lib/apk/db/installed", "/etc/os-release",
        "/etc/ld.so.cache", "/usr/include", "/usr/local/include", "/usr/local/lib", "/bin/sh",
    ];

    /// <param name="state">Receives it.</param>
    /// <param name="environment">Where programs are searched.</param>
    /// <param name="root">The system's root directory, without a trailing slash.</param>
    public static void AddTo(Fingerprint state, ProbeEnvironment environment, string root)
    {
        var files = Files.Select(file => root + file).Concat(environment.ProgramDirectories);
        foreach (var file in files.Concat(OfRustup(environment)))
            state.Add(FileState.Of(file));
    }

    /// <summary>The directories that Python imports from: pip installs there without the package manager.</summary>
    public static IEnumerable<string> OfPython(ProbeEnvironment environment)
    {
        var variables = environment.Variables;
        var roots = environment.ProgramDirectories.Append($"{variables.GetValueOrDefault("HOME")}/.local/bin")
            .Select(path => Path.GetDirectoryName(path.TrimEnd('/'))).OfType<string>().Distinct(StringComparer.Ordinal);
        var libraries = roots.SelectMany(root => new[] { $"{root}/lib", $"{root}/lib64" }).Where(Directory.Exists);
        return libraries.SelectMany(data => Directory.EnumerateDirectories(data, "python3*"))
            .Order(StringComparer.Ordinal)
            .SelectMany(python => new[] { $"{python}/site-packages", $"{python}/dist-packages" })
            .Concat(variables.GetValueOrDefault("PYTHONPATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>rustup's rustc is a proxy that reads these files to select the real one.</summary>
    private static IEnumerable<string> OfRustup(ProbeEnvironment environment)
    {
        var variables = environment.Variables;
        var home = variables.GetValueOrDefault("RUSTUP_HOME", $"{variables.GetValueOrDefault("HOME")}/.rustup");
        foreach (var name in (string[])["settings.toml", "toolchains", "update-hashes"])
            yield return $"{home}/{name}";
        for (var path = environment.Directory; path is not null; path = Path.GetDirectoryName(path))
        {
            yield return Path.Combine(path, "rust-toolchain");
            yield return Path.Combine(path, "rust-toolchain.toml");
        }
    }
}
