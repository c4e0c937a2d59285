using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Symbols;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public class DependencyTests
{
    [Fact]
    public void A_module_depends_on_those_that_export_what_it_imports()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/user.ko", new ElfModule { Imports = ["kfree", "lib_b", "lib_a", "lib_a2"] })
            .Add("kernel/lib-b.ko", new ElfModule { Exports = ["lib_b"] })
            .Add("kernel/lib-a.ko", new ElfModule { Exports = ["lib_a", "lib_a2"] });

        Dependencies(directory.Read(), "user").ShouldBe(["lib_a", "lib_b"]);
    }

    [Fact]
    public void On_ppc64_an_import_with_a_dot_is_the_code_of_the_function()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/user.ko", new ElfModule { Imports = [".lib_a"] })
            .Add("kernel/lib-a.ko", new ElfModule { Exports = ["lib_a"] });
        var symvers = directory.WriteFile("symvers", "0x0\tkfree\tvmlinux\tEXPORT_SYMBOL\t\n"u8.ToArray());

        var tree = directory.Read();

        Dependencies(tree, "user").ShouldBe(["lib_a"]);
        SymbolCheck.Run(tree, KernelSymbols.Read(symvers)).ShouldBeEmpty();
    }

    [Fact]
    public void Depends_is_used_for_a_module_without_symbols()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/user.ko", new ElfModule { HasSymbolTable = false, ModInfo = ["depends=lib-a"] })
            .Add("kernel/lib-a.ko", new ElfModule());

        var tree = directory.Read();

        Dependencies(tree, "user").ShouldBe(["lib_a"]);
        tree.Diagnostics.ShouldHaveSingleItem().Message.ShouldStartWith("no symbol table");
    }

    [Fact]
    public void Of_two_exporters_depmods_choice_is_used_with_a_warning()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/user.ko", new ElfModule { Imports = ["shared"] })
            .Add("kernel/b.ko", new ElfModule { Exports = ["shared"] })
            .Add("kernel/a.ko", new ElfModule { Exports = ["shared"] })
            .Add("modules.order", "kernel/a.ko\nkernel/b.ko\nkernel/user.ko\n"u8.ToArray());

        var tree = directory.Read();

        Dependencies(tree, "user").ShouldBe(["b"]);
        var warning = tree.Diagnostics.ShouldHaveSingleItem();
        warning.Severity.ShouldBe(Severity.Warning);
        warning.Message.ShouldBe(
            "imports shared, which kernel/a.ko and kernel/b.ko export; "
            + "like depmod, using kernel/b.ko as its dependency");
    }

    [Fact]
    public void Two_exporters_of_an_unused_symbol_are_fine()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/b.ko", new ElfModule { Exports = ["shared"] })
            .Add("kernel/a.ko", new ElfModule { Exports = ["shared"] });

        directory.Read().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_dependency_that_is_not_in_the_tree_is_a_warning()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/user.ko", new ElfModule { ModInfo = ["depends=gone"] });

        directory.Read().Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("depends on gone, which is missing");
    }

    private static IReadOnlyList<string> Dependencies(ModuleTree tree, string name) =>
        tree.FindModule(name).ShouldNotBeNull().Dependencies;
}
