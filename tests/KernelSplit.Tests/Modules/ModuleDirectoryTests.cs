using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public class ModuleDirectoryTests
{
    [Fact]
    public void A_module_is_named_after_its_file()
    {
        using var directory = new ModuleDirectory().Add("kernel/net/dccp/dccp-ipv4.ko", new ElfModule());

        var module = directory.Read().Modules.ShouldHaveSingleItem();

        module.Name.ShouldBe("dccp_ipv4");
        module.Path.ShouldBe("kernel/net/dccp/dccp-ipv4.ko");
        module.SourcePath.ShouldBe("net/dccp/dccp-ipv4");
    }

    [Fact]
    public void Sizes_are_those_of_the_file_and_of_its_content()
    {
        var elf = new ElfModule { ModInfo = ["description=" + new string('x', 5000)] }.ToBytes();
        var stored = Compress.Xz(elf);
        using var directory = new ModuleDirectory().Add("kernel/a.ko.xz", stored);

        var module = directory.Read().Modules.ShouldHaveSingleItem();

        module.InstalledSize.ShouldBe(stored.Length);
        module.UncompressedSize.ShouldBe(elf.Length);
    }

    [Fact]
    public void Modules_are_sorted_by_name()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/a/z.ko", new ElfModule())
            .Add("kernel/z/a.ko", new ElfModule())
            .Add("extra/B.ko", new ElfModule());

        directory.Read().Modules.Select(module => module.Name).ShouldBe(["B", "a", "z"]);
    }

    [Fact]
    public void The_release_is_found_in_a_root_directory()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        directory.Read().Release.ShouldBe(ModuleDirectory.Release);
    }

    [Fact]
    public void A_usr_merged_root_works_too()
    {
        using var directory = new ModuleDirectory();
        directory.WriteFile("usr/lib/modules/6.1/kernel/a.ko", new ElfModule().ToBytes());
        Directory.CreateSymbolicLink(Path.Combine(directory.Path, "lib"), "usr/lib");

        directory.Read().Release.ShouldBe("6.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void A_release_directory_can_be_given_itself(string ending)
    {
        using var directory = new ModuleDirectory().Add("kernel/a b/c.ko", new ElfModule());

        var tree = ModuleTreeReader.Read([directory.ReleasePath + ending]);

        tree.Release.ShouldBe(ModuleDirectory.Release);
        tree.Modules.ShouldHaveSingleItem().Path.ShouldBe("kernel/a b/c.ko");
    }

    [Fact]
    public void A_release_directory_elsewhere_is_recognized_by_its_content()
    {
        using var directory = new ModuleDirectory();
        directory.WriteFile("out/6.1/kernel/a.ko", new ElfModule().ToBytes());

        ModuleTreeReader.Read([Path.Combine(directory.Path, "out/6.1")]).Release.ShouldBe("6.1");
    }

    [Fact]
    public void Two_releases_are_reported()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/a.ko", new ElfModule().ToBytes(), "6.1").Add("kernel/a.ko", new ElfModule().ToBytes(), "6.12");

        directory.ReadMistakes().ShouldHaveSingleItem().Message.ShouldBe("more than one kernel: 6.1, 6.12");
    }

    [Fact]
    public void A_directory_without_modules_is_rejected()
    {
        using var directory = new ModuleDirectory();
        directory.ReadMistakes().ShouldHaveSingleItem().Message.ShouldBe("no kernel modules found");
    }

    [Fact]
    public void An_input_that_does_not_exist_is_rejected() =>
        Should.Throw<InvalidInputException>(() => ModuleTreeReader.Read(["/does/not/exist"]))
            .Message.ShouldBe("/does/not/exist: error KS0001: no such file or directory");

    [Fact]
    public void A_duplicate_module_is_reported_with_both_files()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/foo-bar.ko", new ElfModule())
            .Add("kernel/foo_bar.ko.gz", Compress.Gzip(new ElfModule().ToBytes()));

        var mistake = directory.ReadMistakes().ShouldHaveSingleItem();

        mistake.File.ShouldEndWith("kernel/foo-bar.ko");
        mistake.Message.ShouldStartWith("module foo_bar is also in");
        mistake.Message.ShouldEndWith("kernel/foo_bar.ko.gz");
    }

    [Fact]
    public void An_update_overrides_the_kernels_own_module_as_in_depmod()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/foo-bar.ko", new ElfModule())
            .Add("updates/foo_bar.ko.gz", Compress.Gzip(new ElfModule().ToBytes()));

        var tree = directory.Read();

        tree.Modules.ShouldHaveSingleItem().Path.ShouldBe("updates/foo_bar.ko.gz");
        var warning = tree.Diagnostics.ShouldHaveSingleItem();
        warning.Severity.ShouldBe(Severity.Warning);
        warning.File.ShouldEndWith("kernel/foo-bar.ko");
    }

    [Fact]
    public void A_module_that_is_a_link_within_the_tree_is_read()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        File.CreateSymbolicLink(Path.Combine(directory.ReleasePath, "kernel/b.ko"), "a.ko");

        directory.Read().Modules.Select(module => module.Name).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("../../old/extra/b.ko")]
    [InlineData("/lib/modules/old/extra/b.ko")]
    public void A_weak_update_is_the_module_of_another_release(string target)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        directory.WriteFile("lib/modules/old/extra/b.ko", new ElfModule().ToBytes());
        Directory.CreateDirectory(Path.Combine(directory.ReleasePath, "weak-updates"));
        File.CreateSymbolicLink(Path.Combine(directory.ReleasePath, "weak-updates/b.ko"), target);

        var tree = ModuleTreeReader.Read([directory.ReleasePath]);

        tree.Diagnostics.ShouldBeEmpty();
        tree.Modules.Select(module => module.Path).ShouldBe(["kernel/a.ko", "weak-updates/b.ko"]);
    }

    [Fact]
    public void A_module_that_is_a_link_outside_of_the_tree_is_an_error()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        var outside = directory.WriteFile("outside.ko", new ElfModule().ToBytes());
        File.CreateSymbolicLink(Path.Combine(directory.ReleasePath, "kernel/b.ko"), outside);

        directory.Read().Diagnostics.ShouldHaveSingleItem()
            .Message.ShouldBe("is a symbolic link that leaves lib/modules: not read");
    }

    [Fact]
    public void A_damaged_module_is_an_error_and_the_others_are_read()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/bad.ko", "nonsense"u8.ToArray()).Add("kernel/good.ko", new ElfModule());

        var tree = directory.Read();

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("good");
        var error = tree.Diagnostics.ShouldHaveSingleItem();
        error.Severity.ShouldBe(Severity.Error);
        error.File.ShouldBe(Path.Combine(directory.ReleasePath, "kernel/bad.ko"));
    }

    [Fact]
    public void Directories_that_are_links_are_not_entered()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        directory.WriteFile("sources/b.ko", new ElfModule().ToBytes());
        Directory.CreateSymbolicLink(Path.Combine(directory.ReleasePath, "build"), "../../../sources");
        Directory.CreateSymbolicLink(Path.Combine(directory.ReleasePath, "other"), "../../../sources");

        var tree = directory.Read();

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("a");
        tree.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_module_that_is_a_dangling_link_is_an_error()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        File.CreateSymbolicLink(Path.Combine(directory.ReleasePath, "kernel/b.ko"), "gone.ko");

        var error = directory.Read().Diagnostics.ShouldHaveSingleItem();

        error.Severity.ShouldBe(Severity.Error);
        error.Message.ShouldBe("is a dangling symbolic link");
    }

    [Theory]
    [InlineData("drivers/net/b-x.o\nfs/a.o\n")]
    [InlineData("kernel/drivers/net/b-x.ko\nkernel/fs/a.ko\n")]
    public void A_build_directory_has_the_modules_in_modules_order(string order)
    {
        using var directory = new ModuleDirectory();
        directory.WriteFile("include/config/kernel.release", "6.12.0-built\n"u8.ToArray());
        directory.WriteFile("modules.order", Encoding.UTF8.GetBytes(order));
        directory.WriteFile("modules.builtin", "kernel/lib/c.ko\n"u8.ToArray());
        directory.WriteFile("drivers/net/b-x.ko", new ElfModule { Exports = ["b"] }.ToBytes());
        directory.WriteFile("fs/a.ko", new ElfModule { Imports = ["b"] }.ToBytes());
        directory.WriteFile("samples/not-listed.ko", new ElfModule().ToBytes());

        var tree = directory.Read();

        tree.Release.ShouldBe("6.12.0-built");
        tree.Modules.Select(module => module.Path).ShouldBe(["kernel/fs/a.ko", "kernel/drivers/net/b-x.ko"]);
        tree.Order.ShouldBe(["kernel/drivers/net/b-x.ko", "kernel/fs/a.ko"]);
        tree.FindModule("a")!.Dependencies.ShouldBe(["b_x"]);
        tree.FindBuiltIn("c").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("../outside.o")]
    [InlineData("drivers/../../outside.o")]
    [InlineData("kernel/../../outside.ko")]
    public void Paths_in_modules_order_cannot_leave_the_build_directory(string line)
    {
        using var directory = new ModuleDirectory();
        directory.WriteFile("build/include/config/kernel.release", "6.12.0-built\n"u8.ToArray());
        directory.WriteFile("build/modules.order", Encoding.UTF8.GetBytes(line + "\n"));
        directory.WriteFile("outside.ko", new ElfModule().ToBytes());

        Should.Throw<InvalidInputException>(() => ModuleTreeReader.Read([Path.Combine(directory.Path, "build")]))
            .Message.ShouldContain("is outside of the build directory");
    }

    [Fact]
    public void An_absolute_path_in_modules_order_is_relative_to_the_build_directory()
    {
        using var directory = new ModuleDirectory();
        directory.WriteFile("build/include/config/kernel.release", "6.12.0-built\n"u8.ToArray());
        directory.WriteFile("build/modules.order", "/fs/a.o\n"u8.ToArray());
        directory.WriteFile("build/fs/a.ko", new ElfModule().ToBytes());

        ModuleTreeReader.Read([Path.Combine(directory.Path, "build")]).Modules.ShouldHaveSingleItem().Path
            .ShouldBe("kernel/fs/a.ko");
    }

    [Fact]
    public void A_missing_module_of_a_build_directory_is_an_error()
    {
        using var directory = new ModuleDirectory();
        directory.WriteFile("include/config/kernel.release", "6.12.0-built\n"u8.ToArray());
        directory.WriteFile("modules.order", "fs/a.o\nfs/b.o\n"u8.ToArray());
        directory.WriteFile("fs/a.ko", new ElfModule().ToBytes());

        directory.Read().Diagnostics.ShouldHaveSingleItem().File.ShouldEndWith("fs/b.ko");
    }

    [Fact]
    public void Progress_counts_up_to_all_modules()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/a.ko.gz", Compress.Gzip(new ElfModule().ToBytes()))
            .Add("kernel/b.ko.gz", Compress.Gzip(new ElfModule().ToBytes()))
            .Add("modules.builtin", []);
        var progress = new RecordedProgress();

        ModuleTreeReader.Read([directory.Path], progress);

        progress.Reports.ShouldBe([new(1, 2), new(2, 2)]);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());
        Should.Throw<OperationCanceledException>(
            () => ModuleTreeReader.Read([directory.Path], cancellation: new CancellationToken(canceled: true)));
    }

    private sealed class RecordedProgress : IProgress<ModuleReadProgress>
    {
        public List<ModuleReadProgress> Reports { get; } = [];

        public void Report(ModuleReadProgress value) => Reports.Add(value);
    }
}
