using System.Text.Json;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>KernelSplit's own packages, in roots in which nothing else is.</summary>
[Part(Part.Packages)]
public sealed class OwnPackageTests(Shared<OwnPackages> shared) : IDisposable
{
    private readonly TempDirectory _directory = new("kernelsplit-");

    private OwnPackages Packages => shared.Value;

    public void Dispose() => _directory.Dispose();

    [AptFact(OnlyInFull = true)]
    public void The_rpm_splits_a_kernel_in_an_empty_root()
    {
        var root = Root();
        Shell.Must("rpm", "--root", root, "--initdb");
        Shell.Must("rpm", "--root", root, "--install", Libc(), Packages.Rpm);

        IsWorking(root);
        Shell.Must("rpm", "--root", root, "--erase", "kernelsplit");
        Leftovers(root).ShouldBeEmpty();
    }

    [AptFact(OnlyInFull = true)]
    public void The_Debian_package_splits_a_kernel_in_an_empty_root()
    {
        var root = Root();
        Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg/updates"));
        Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg/info"));
        File.WriteAllText(Path.Combine(root, "var/lib/dpkg/status"), "");
        Shell.Must("dpkg", "--root", root, "--install", LibcDeb(), Packages.Deb);

        IsWorking(root);
        Shell.Must("dpkg", "--root", root, "--purge", "kernelsplit");
        Leftovers(root).ShouldBeEmpty();
    }

    [AptFact(OnlyInFull = true)]
    public void The_tarball_splits_a_kernel_wherever_it_is_unpacked()
    {
        Shell.Must("tar", "-x", "-f", Packages.Tarball, "-C", _directory.Path);
        var program = Directory.EnumerateFiles(_directory.Path, "kernelsplit", SearchOption.AllDirectories)
            .Single(file => file.EndsWith("bin/kernelsplit", StringComparison.Ordinal));

        Splits([program], Path.Combine(_directory.Path, "plan.json"), Kernel());
    }

    [AptFact(OnlyInFull = true)]
    public void Rpmlint_finds_nothing_that_has_no_reason() => Shell.Run(
        "rpmlint", ["-c", Path.Combine(Shell.Checkout, "packaging/rpmlint.toml"), Packages.Rpm])
        .Output.ShouldContain("1 packages and 0 specfiles checked; 0 errors, 0 warnings");

    [AptFact(OnlyInFull = true)]
    public void Lintian_finds_nothing_that_has_no_reason() =>
        Shell.Must("lintian", "--allow-root", "--pedantic", "--display-info", "--tag-display-limit", "0", Packages.Deb)
            .Output.ShouldBeEmpty();

    [AptFact(OnlyInFull = true)]
    public void Shells_and_man_find_what_they_look_for()
    {
        var files = Shell.Must("dpkg-deb", "--contents", Packages.Deb).Output;

        files.ShouldContain("./usr/share/bash-completion/completions/kernelsplit\n");
        files.ShouldContain("./usr/share/fish/vendor_completions.d/kernelsplit.fish\n");
        files.ShouldContain("./usr/share/zsh/vendor-completions/_kernelsplit\n");
        files.ShouldContain("./usr/share/man/man1/kernelsplit.1.gz\n");
    }

    [AptFact(OnlyInFull = true)]
    public void The_same_commit_and_program_give_the_same_bytes()
    {
        OwnPackages.Build(_directory.Path);

        foreach (var file in new[] { Packages.Rpm, Packages.Deb, Packages.Tarball })
            File.ReadAllBytes(Path.Combine(_directory.Path, Path.GetFileName(file)))
                .ShouldBe(File.ReadAllBytes(file), Path.GetFileName(file));
    }

    [AptFact]
    public void The_manual_page_has_no_mistake()
    {
        var page = _directory.Write("kernelsplit.1", Shell.KernelSplit(_directory.Path, "man").Output);

        Shell.Must("groff", "-ww", "-man", "-Tutf8", page).Errors.Trim().ShouldBeEmpty();
        Shell.Must("mandoc", "-T", "lint", "-W", "warning", page).Output.ShouldBeEmpty();
        Shell.Must("mandoc", "-T", "ascii", page).Output.ShouldContain("kernelsplit split linux-image");
    }

    private static void IsWorking(string root)
    {
        Shell.Must("chroot", root, "/usr/bin/kernelsplit", "--version")
            .Output.ShouldContain("\ndata: /usr/share/kernelsplit\n");
        Splits(["chroot", root, "/usr/bin/kernelsplit"], Path.Combine(root, "plan.json"), "/kernel");
    }

    private static void Splits(string[] program, string plan, string kernel)
    {
        var output = program[0] == "chroot" ? "/plan.json" : plan;
        // Two modules are no kernel that serves every target.
        var split = Shell.Run(program[0], [.. program[1..], "split", kernel, "--force", "--output", output]);
        split.ExitCode.ShouldBe(1, split.Errors);
        JsonDocument.Parse(File.ReadAllText(plan)).RootElement.GetProperty("modules").GetArrayLength().ShouldBe(2);
    }

    private string Root()
    {
        var root = Path.Combine(_directory.Path, "root");
        Directory.CreateDirectory(Path.Combine(root, "root"));
        Shell.Must("cp", "-a", Kernel(), Path.Combine(Directory.CreateDirectory(root).FullName, "kernel"));
        return root;
    }

    private string Kernel()
    {
        using var tree = new ModuleDirectory();
        tree.Add("kernel/drivers/net/virtio_net.ko.xz", Compress.Xz(
            new ElfModule { ModInfo = ["license=GPL", "name=virtio_net", "alias=virtio:d00000001v*"] }.ToBytes()));
        tree.Add("kernel/drivers/net/tg3.ko.zst", Compress.Zstd(
            new ElfModule { ModInfo = ["license=GPL", "name=tg3"] }.ToBytes()));
        var copy = Directory.CreateDirectory(Path.Combine(_directory.Path, "tree")).FullName;
        Shell.Must("cp", "-a", Path.Combine(tree.Path, "lib"), copy);
        return copy;
    }

    /// <summary>What is left of the package, apart from the databases and the user's cache.</summary>
    private static string[] Leftovers(string root) =>
        [.. Directory.EnumerateFileSystemEntries(root, "*kernelsplit*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith($"{root}/var/", StringComparison.Ordinal)
                && !path.StartsWith($"{root}/root/", StringComparison.Ordinal))];

    /// <summary>RPM finds out itself what it provides.</summary>
    private string Libc()
    {
        var files = string.Join(' ', OwnPackages.Libraries);
        var spec = _directory.Write("glibc.spec", $$"""
            %global __os_install_post %{nil}
            %global debug_package %{nil}
            %global _build_id_links none
            Name: glibc
            Version: 99
            Release: 1
            Summary: This machine's libraries
            License: LGPL-2.1-or-later
            AutoReq: no
            Provides: rtld(GNU_HASH)
            %description
            What kernelsplit loads.
            %install
            for file in {{files}}; do install -D "$file" "%{buildroot}$file"; done
            %files
            /
            """);
        Shell.Must("rpmbuild", "-bb", "--define", $"_topdir {_directory.Path}", spec);
        return Directory.EnumerateFiles(_directory.Path, "glibc-*.rpm", SearchOption.AllDirectories).Single();
    }

    private string LibcDeb()
    {
        _directory.Write("libc6/DEBIAN/control", $"""
            Package: libc6
            Version: {Shell.Must("dpkg-query", "--show", "--showformat", "${Version}", "libc6").Output}
            Architecture: {Shell.Must("dpkg", "--print-architecture").Output.Trim()}
            Maintainer: nobody <nobody@localhost>
            Provides: libssl3
            Description: this machine's libraries

            """);
        var folder = Path.Combine(_directory.Path, "libc6");
        foreach (var file in OwnPackages.Libraries)
            Shell.Must("install", "-D", file, folder + file);
        Shell.Must("dpkg-deb", "--root-owner-group", "-Znone", "--build", folder, $"{folder}.deb");
        return $"{folder}.deb";
    }
}
