using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public class ElfTests
{
    [Fact]
    public void Imports_are_the_undefined_symbols_strong_and_weak_in_the_files_order()
    {
        var module = Read(new ElfModule { Imports = ["printk", "kfree"], WeakImports = ["maybe"] });
        module.Imports.Select(symbol => symbol.Name).ShouldBe(["printk", "kfree", "maybe"]);
    }

    [Fact]
    public void Exports_are_the_names_of_ksymtab_symbols() =>
        Read(new ElfModule { Exports = ["b_func", "a_func"] }).Exports.Select(symbol => symbol.Name)
            .ShouldBe(["a_func", "b_func"]);

    [Fact]
    public void Exports_are_found_after_their_symbols_were_stripped() =>
        Read(new ElfModule { Exports = ["a_func"], HasExportSymbols = false }).Exports.Select(symbol =>
            symbol.Name).ShouldBe(["a_func"]);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Word_size_and_byte_order_make_no_difference(bool is64Bit, bool isBigEndian)
    {
        var module = Read(new ElfModule
        {
            Is64Bit = is64Bit,
            IsBigEndian = isBigEndian,
            ModInfo = ["alias=pci:v1", "license=GPL"],
            Imports = ["kfree"],
            Exports = ["a_func"],
        });

        module.ModInfo.Aliases.ShouldBe(["pci:v1"]);
        module.Imports.Select(symbol => symbol.Name).ShouldBe(["kfree"]);
        module.Exports.Select(symbol => symbol.Name).ShouldBe(["a_func"]);
    }

    [Fact]
    public void A_truncated_file_is_an_error_and_never_a_crash()
    {
        var whole = new ElfModule { Imports = ["kfree"], Exports = ["a_func"] }.ToBytes();
        using var directory = new ModuleDirectory();
        for (var length = 0; length < whole.Length; length++)
            directory.Add($"kernel/m{length}.ko", whole[..length]);

        var tree = directory.Read();

        tree.Modules.ShouldBeEmpty();
        tree.Diagnostics.Count.ShouldBe(whole.Length);
    }

    [Fact]
    public void A_section_table_outside_of_the_file_is_reported()
    {
        var bytes = new ElfModule().ToBytes();
        bytes[44] = 1; // e_shoff, above 4 GiB
        Problem(bytes).ShouldBe("the section table is outside of the file (truncated?)");
    }

    [Fact]
    public void A_section_count_beyond_the_file_is_reported()
    {
        var bytes = new ElfModule().ToBytes();
        bytes[60] = 0xFF; // e_shnum
        Problem(bytes).ShouldBe("the section table is outside of the file (truncated?)");
    }

    [Fact]
    public void Any_damaged_byte_gives_a_module_or_an_error_and_never_a_crash()
    {
        var whole = new ElfModule { Imports = ["kfree"], Exports = ["a_func"] }.ToBytes();
        using var directory = new ModuleDirectory();
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0xFF;
            directory.Add($"kernel/m{i}.ko", damaged);
        }

        var tree = directory.Read();

        var unread = tree.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        (tree.Modules.Count + unread).ShouldBe(whole.Length);
    }

    [Fact]
    public void A_text_file_is_not_a_module() => Problem("hello"u8.ToArray()).ShouldBe("not an ELF file");

    [Fact]
    public void An_object_without_modinfo_is_not_a_module() =>
        Problem(new ElfModule { ModInfo = [] }.ToBytes()).ShouldBe("no .modinfo section: not a kernel module");

    private static KernelModule Read(ElfModule module)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", module);
        return directory.Read().Modules.ShouldHaveSingleItem();
    }

    private static string Problem(byte[] file)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", file);
        return directory.Read().Diagnostics.ShouldHaveSingleItem().Message;
    }
}
