namespace KernelSplit.Acceptance;

/// <summary>
/// A system of its own, small: dpkg's database, a shell, and packages "kmod" with this machine's depmod and
/// "linux-base",
/// whose hooks only write down that they were called.
/// </summary>
internal sealed class DebRoot : IDisposable
{
    private readonly TempDirectory _root = new("kernelsplit-");
    private readonly TempDirectory _packages = new("kernelsplit-");

    public DebRoot(params string[] options)
    {
        Options = options;
        Directory.CreateDirectory(Path.Combine(_root.Path, "var/lib/dpkg/updates"));
        Directory.CreateDirectory(Path.Combine(_root.Path, "var/lib/dpkg/info"));
        File.WriteAllText(Path.Combine(_root.Path, "var/lib/dpkg/status"), "");
        Install(Base("kmod", Kmod), Base("linux-base", Hooks));
        Before = Content();
    }

    public string Folder => _root.Path;

    /// <summary>dpkg's, besides where the root is.</summary>
    public string[] Options { get; }

    /// <summary>All that is in it without a kernel.</summary>
    public IReadOnlyList<string> Before { get; }

    public void Install(params string[] debs) => Clean(TryInstall(debs));

    public Ended TryInstall(params string[] debs) => Dpkg(["--install", .. debs]);

    public void Purge(params string[] packages) => Clean(Dpkg(["--purge", .. packages]));

    public void Remove(params string[] packages) => Clean(Dpkg(["--remove", .. packages]));

    /// <summary>How often depmod ran since this was asked last.</summary>
    public int DepmodRuns() => Calls("depmod").Length;

    /// <summary>What was said to hooks since this was asked last.</summary>
    public string[] HookCalls() => Calls("hooks");

    /// <summary>Files and folders, without dpkg's own.</summary>
    public IReadOnlyList<string> Content() =>
        [.. Directory.EnumerateFileSystemEntries(_root.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_root.Path, path))
        .Where(path =>
            !path.StartsWith("var/lib/dpkg", StringComparison.Ordinal)
                && !path.StartsWith("var/log", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>The packages that dpkg knows in any state.</summary>
    public string[] Known() =>
        Shell.Must(
            "dpkg-query", "--root", _root.Path, "--show", "--showformat", "${Package} ${db:Status-Abbrev}\\n").Lines;

    /// <summary>What depmod complains about, without writing anything.</summary>
    public string Depmod(string release, string exports) =>
        Shell.Must("depmod", "--dry-run", "-e", "-E", exports, "-b", _root.Path, release).Errors.Trim();

    /// <summary>The modules that modprobe can find.</summary>
    public string[] Listed(
        string release) => [.. File.ReadLines(Path.Combine(_root.Path, "lib/modules", release, "modules.dep"))
            .Select(line => line.Split(':')[0])];

    public void Dispose()
    {
        _root.Dispose();
        _packages.Dispose();
    }

    private Ended Dpkg(string[] arguments) =>
        Shell.Run("dpkg", ["--root", _root.Path, .. Options, .. arguments], environment: new Dictionary<string, string>
        {
            ["LC_ALL"] = "C",
        });

    private static void Clean(Ended ended)
    {
        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
        ended.Errors.Trim().ShouldBeEmpty();
    }

    private string[] Calls(string name)
    {
        var log = Path.Combine(_root.Path, "var/log", name);
        if (!File.Exists(log))
            return [];
        var lines = File.ReadAllLines(log);
        File.Delete(log);
        return lines;
    }

    private string Base(string name, Action<string> fill)
    {
        var folder = Path.Combine(_packages.Path, name);
        Directory.CreateDirectory(Path.Combine(folder, "DEBIAN"));
        Directory.CreateDirectory(Path.Combine(folder, "var/log"));
        File.WriteAllText(Path.Combine(folder, "DEBIAN/control"), $"""
            Package: {name}
            Version: 99
            Architecture: {Shell.Must("dpkg", "--print-architecture").Output.Trim()}
            Maintainer: nobody <nobody@localhost>
            Description: {name} for tests

            """);
        fill(folder);
        Shell.Must("dpkg-deb", "--root-owner-group", "-Znone", "--build", folder, $"{folder}.deb");
        return $"{folder}.deb";
    }

    private static void Kmod(string folder)
    {
        var depmod = Shell.Must(
            "sh", "-c", "readlink -f \"$(PATH=$PATH:/sbin:/usr/sbin command -v depmod)\"").Output.Trim();
        var libraries = Shell.Must("ldd", depmod).Output.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith('/'));
        Put(folder, "bin/busybox", "/bin/busybox");
        foreach (var tool in new[] { "sh", "rm", "rmdir", "mkdir", "touch", "run-parts" })
            File.CreateSymbolicLink(Path.Combine(folder, "bin", tool), "busybox");
        Directory.CreateDirectory(Path.Combine(folder, "dev"));
        File.WriteAllText(Path.Combine(folder, "dev/null"), "");
        Put(folder, "opt/kmod/depmod", depmod);
        foreach (var data in libraries)
            Put(folder, data[1..], data);
        Script(folder, "sbin/depmod", "echo \"$*\" >> /var/log/depmod\nexec /opt/kmod/depmod \"$@\"");
    }

    private static void Hooks(string folder)
    {
        foreach (var program in new[] { "linux-run-hooks", "linux-update-symlinks", "linux-check-removal" })
            Script(folder, $"bin/{program}", $"echo \"{program} $*\" >> /var/log/hooks");
    }

    private static void Put(string folder, string path, string source)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
        File.Copy(source, Path.Combine(folder, path));
    }

    private static void Script(string folder, string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
        File.WriteAllText(Path.Combine(folder, path), $"#!/bin/sh\n{text}\n");
        Shell.Must("chmod", "755", Path.Combine(folder, path));
    }
}
