namespace KernelSplit.Acceptance;

/// <summary>
/// A system of its own, small: RPM's database, and a package "kmod" with this machine's depmod, the libraries that it
/// loads, a shell, and stand-ins for kernel-install and SUSE's scripts that write down what they are told, so that
/// scriptlets find in it what they find on a real one.
/// </summary>
internal sealed class InstallRoot : IDisposable
{
    private static readonly Lazy<string> KmodRpm = new(BuildKmod);

    /// <summary>The package "kmod".</summary>
    public static string Kmod => KmodRpm.Value;

    private static readonly Dictionary<string, string> Tools = new()
    {
        ["depmod"] = "exec /opt/kmod/depmod \"$@\"",
        ["kernel-install"] = "test ! -e /etc/kernel-install-fails",
        // As SUSE's do: only where the modules are, and only in the directory that the last two options name.
        ["suse"] = """
            uname=
            while test $# -gt 1; do
              case $1 in --kernelrelease) uname=$2 ;; --flavor) uname=$uname-$2 ;; esac
              shift 2
            done
            case ${0##*/} in *-post|*-postun) ! test -d /usr/lib/modules/$uname || depmod -a $uname ;; esac
            """,
    };

    private readonly TempDirectory _root = new("kernelsplit-");

    public InstallRoot()
    {
        MergeUsr(_root.Path);
        Shell.Must("rpm", "--root", _root.Path, "--initdb");
        Install(Kmod);
    }

    /// <summary>Makes /lib a link to usr/lib, as it is on every RPM distribution.</summary>
    public static void MergeUsr(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "usr/lib"));
        Directory.CreateSymbolicLink(Path.Combine(root, "lib"), "usr/lib");
    }

    public void Install(params IReadOnlyList<string> rpms)
    {
        var ended = TryInstall(rpms);
        ended.ExitCode.ShouldBe(0, ended.Errors);
        // rpm calls a failed %post a warning and ends with 0.
        WithoutDebiansAdvice(ended.Errors).ShouldBeEmpty();
    }

    public Ended TryInstall(params IReadOnlyList<string> rpms) =>
        Shell.Run("rpm", ["--root", _root.Path, "--install", .. rpms]);

    public void Remove(params IEnumerable<string> packages) =>
        WithoutDebiansAdvice(Shell.Must("rpm", ["--root", _root.Path, "--erase", .. packages]).Errors).ShouldBeEmpty();

    public string Modules(string release, string file) => Path.Combine(_root.Path, "lib/modules", release, file);

    public string Folder => _root.Path;

    /// <summary>What scriptlets called since this was asked last: depmod, kernel-install, SUSE's scripts.</summary>
    public string[] Calls() => CallsIn(_root.Path);

    /// <inheritdoc cref="Calls"/>
    public static string[] CallsIn(string root)
    {
        var log = Path.Combine(root, "var/log/calls");
        if (!File.Exists(log))
            return [];
        var calls = File.ReadAllLines(log);
        File.Delete(log);
        return calls;
    }

    /// <summary>What depmod complains about.</summary>
    public string Depmod(string release)
    {
        var ended = Shell.Must(
            "depmod", "--dry-run", "-e", "-F", Modules(release, "System.map"), "-b", _root.Path, release);
        return ended.Errors.Trim();
    }

    /// <summary>The files that modprobe would load.</summary>
    public string Modprobe(string release, string module) =>
        Shell.Must("modprobe", "-d", _root.Path, "-S", release, "--show-depends", module).Output;

    /// <summary>modules.dep as a root has it in which nothing but core was ever installed.</summary>
    public static string CoreAlone(string core, string release)
    {
        using var other = new InstallRoot();
        other.Install(core);
        return File.ReadAllText(other.Modules(release, "modules.dep"));
    }

    public void Dispose() => _root.Dispose();

    /// <summary>Debian's rpm says at each use that one should rather use alien.</summary>
    private static IEnumerable<string> WithoutDebiansAdvice(string errors) =>
        errors.Split('\n').Where(line => line.Trim().Length > 0 && !line.StartsWith("rpm: ", StringComparison.Ordinal));

    private static string BuildKmod()
    {
        var folder = Directory.CreateTempSubdirectory("kernelsplit-kmod-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var depmod = Shell.Must(
            "sh", "-c", "readlink -f \"$(PATH=$PATH:/sbin:/usr/sbin command -v depmod)\"").Output.Trim();
        var libraries = Shell.Must("ldd", depmod).Output.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith('/')).Select(data => $"%{{buildroot}}{data}:{data}");
        foreach (var (tool, does) in Tools)
            File.WriteAllText(
                Path.Combine(folder, tool), $"#!/bin/sh\necho \"${{0##*/}} $*\" >> /var/log/calls\n{does}\n");
        var spec = Path.Combine(folder, "kmod.spec");
        File.WriteAllText(spec, $$"""
            %global __os_install_post %{nil}
            %global debug_package %{nil}
            Name: kmod
            Version: 1
            Release: 1
            Summary: This machine's depmod
            License: GPL-2.0-or-later
            AutoReqProv: no
            Provides: /bin/sh
            Provides: suse-kernel-rpm-scriptlets
            %description
            This machine's depmod and what it loads.
            %install
            install -D {{depmod}} %{buildroot}/opt/kmod/depmod
            install -D -m 755 {{folder}}/depmod %{buildroot}/usr/sbin/depmod
            install -D -m 755 /bin/busybox %{buildroot}/bin/sh
            install -D -m 755 {{folder}}/kernel-install %{buildroot}/usr/bin/kernel-install
            for step in pre post preun postun posttrans; do
              for kind in rpm inkmp; do
                install -D -m 755 {{folder}}/suse \
                  %{buildroot}/usr/lib/module-init-tools/kernel-scriptlets/$kind-$step
              done
            done
            mkdir -p %{buildroot}/var/log %{buildroot}/dev
            : > %{buildroot}/dev/null
            for data in {{string.Join(' ', libraries.Select(pair => pair.Split(':')[1]))}}; do
              install -D "$data" "%{buildroot}$data"
            done
            %files
            /
            """);
        Shell.Must("rpmbuild", "-bb", "--define", $"_topdir {folder}", spec);
        return Directory.EnumerateFiles(folder, "kmod-*.rpm", SearchOption.AllDirectories).Single();
    }
}
