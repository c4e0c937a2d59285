using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Tests.Modules;

public class DepmodTests
{
    [Fact]
    public void Modules_are_in_the_order_of_modules_order()
    {
        var tree = new ModuleTree(
            "6.12", [Module("kernel/a.ko.xz"), Module("kernel/b-c.ko.xz"), Module("kernel/d.ko.xz")])
        {
            Order = ["kernel/d.ko", "kernel/gone.ko", "kernel/b-c.ko", "kernel/a.ko"],
        };

        Text(tree, "modules.dep").ShouldBe("kernel/d.ko.xz:\nkernel/b-c.ko.xz:\nkernel/a.ko.xz:\n");
    }

    [Fact]
    public void Modules_that_are_not_in_modules_order_follow_in_kmods_hash_order()
    {
        var tree = new ModuleTree(
            "6.12", [Module("extra/one.ko"), Module("extra/two.ko"), Module("extra/three.ko"), Module("z.ko")])
        {
            Order = ["z.ko"],
        };

        Text(tree, "modules.dep").ShouldBe("z.ko:\nextra/two.ko:\nextra/one.ko:\nextra/three.ko:\n");
    }

    [Fact]
    public void A_line_of_modules_dep_has_all_that_a_module_needs_users_first()
    {
        var tree = new ModuleTree(
            "6.12",
            [
                Module("top.ko", imports: ["base", "middle"]),
                Module("middle.ko", imports: ["base"], exports: ["middle"]),
                Module("base.ko", exports: ["base"]),
            ]);

        Text(tree, "modules.dep").Split('\n').ShouldContain("top.ko: middle.ko base.ko");
    }

    [Fact]
    public void Dependencies_without_one_another_are_sorted_by_the_symbol_that_comes_last()
    {
        KernelModule[] libraries = [Module("a.ko", exports: ["a"]), Module("b.ko", exports: ["b"])];
        var asksForA = Module("top.ko") with { Imports = [new("a"), new("b")] };
        var asksForB = Module("top.ko") with { Imports = [new("b"), new("a")] };

        Text(new ModuleTree("6.12", [asksForA, .. libraries]), "modules.dep").Split('\n').ShouldContain(
            "top.ko: b.ko a.ko");
        Text(new ModuleTree("6.12", [asksForB, .. libraries]), "modules.dep").Split('\n').ShouldContain(
            "top.ko: a.ko b.ko");
    }

    [Fact]
    public void Of_two_modules_that_export_a_symbol_the_last_owns_it()
    {
        var tree = new ModuleTree(
            "6.12",
            [
                Module("a.ko", exports: ["shared"]), Module("b.ko", exports: ["shared"]),
                Module("user.ko", imports: ["shared"]),
            ])
        {
            Order = ["b.ko", "a.ko", "user.ko"],
        };

        Text(tree, "modules.dep").ShouldBe("b.ko:\na.ko:\nuser.ko: a.ko\n");
        Text(tree, "modules.symbols").ShouldBe(
            "# Aliases for symbols, used by symbol_request().\nalias symbol:shared a\n");
    }

    [Fact]
    public void A_powerpc_symbol_is_found_without_its_dot()
    {
        var tree = new ModuleTree(
            "6.12", [Module("user.ko", imports: [".code"]), Module("data.ko", exports: ["code"])]);

        Text(tree, "modules.dep").Split('\n').ShouldContain("user.ko: data.ko");
    }

    [Fact]
    public void Dependencies_outside_of_the_tree_are_omitted()
    {
        var tree = new ModuleTree("6.12", [Module("user.ko", imports: ["gone", "kfree"])]);

        Text(tree, "modules.dep").ShouldBe("user.ko:\n");
    }

    [Fact]
    public void No_files_are_written_for_a_dependency_cycle()
    {
        var tree = new ModuleTree(
            "6.12",
            [
                Module("a.ko", imports: ["b"], exports: ["a"]), Module("b.ko", imports: ["a"], exports: ["b"]),
                Module("c.ko"),
            ]);

        Should.Throw<InvalidInputException>(() => DepmodFiles.Of(tree))
            .Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("dependency cycle: a -> b -> a");
    }

    [Fact]
    public void Without_symbol_versions_export_namespaces_count_as_symbols()
    {
        var data = Module("data.ko") with { Exports = [new ExportedSymbol("code", "SPACE")] };
        var user = Module("user.ko") with { Imports = [new ImportedSymbol("code", crc: 1)] };

        Text(new ModuleTree("6.12", [data]), "modules.symbols").ShouldContain("alias symbol:SPACE data\n");
        Text(new ModuleTree("6.12", [data, user]), "modules.symbols").ShouldNotContain("SPACE");
    }

    [Fact]
    public void Aliases_and_dependencies_are_written_unchanged()
    {
        var tree = new ModuleTree(
            "6.12", [Module("a-b.ko", "alias=pci:v0-d[0-9]*", "softdep=pre: x-y", "weakdep=z", "alias=broken[")]);

        Text(tree, "modules.alias").ShouldBe(
            "# Aliases extracted from modules themselves.\nalias pci:v0-d[0-9]* a_b\nalias broken[ a_b\n");
        Text(tree, "modules.softdep").ShouldBe(
            "# Soft dependencies extracted from modules themselves.\nsoftdep a_b pre: x-y\n");
        Text(tree, "modules.weakdep")
            .ShouldBe("# Weak dependencies extracted from modules themselves.\nweakdep a_b z\n");
    }

    [Theory]
    [InlineData("alias=devname:net/tun", "alias=char-major-10-200", "m net/tun c10:200")]
    [InlineData("alias=block-major-7-0x", "alias=devname:loop", "m loop b7:0")]
    public void A_device_node_is_a_name_with_numbers(string first, string second, string line) =>
        Text(new ModuleTree("6.12", [Module("m.ko", first, second)]), "modules.devname")
            .ShouldBe($"# Device nodes to trigger on-demand module loading.\n{line}\n");

    [Theory]
    [InlineData("alias=devname:net/tun", "alias=char-major-10-*")]
    [InlineData("alias=char-major-10-200", "alias=net-pf-1")]
    public void An_incomplete_device_node_is_ignored(string first, string second) =>
        Text(new ModuleTree("6.12", [Module("m.ko", first, second)]), "modules.devname").ShouldBeEmpty();

    [Fact]
    public void A_dry_run_prints_the_text_files_in_order()
    {
        var tree = new ModuleTree("6.12", [Module("m.ko", "alias=devname:d", "alias=char-major-1-2")]);
        var printed = new MemoryStream();

        DepmodFiles.WriteDryRun(tree, printed);

        Encoding.ASCII.GetString(printed.ToArray()).ShouldBe(
            """
            m.ko:
            # Aliases extracted from modules themselves.
            alias devname:d m
            alias char-major-1-2 m
            # Soft dependencies extracted from modules themselves.
            # Weak dependencies extracted from modules themselves.
            # Aliases for symbols, used by symbol_request().
            # Device nodes to trigger on-demand module loading.
            m d c1:2

            """);
    }

    private static string Text(ModuleTree tree, string file) =>
        Encoding.UTF8.GetString(DepmodFiles.Of(tree).Single(written => written.Name == file).ToBytes());

    private static KernelModule Module(string path, params string[] fields) => new()
    {
        Path = path,
        ModInfo = new ModInfo([.. fields.Select(field => new ModInfoField(field.Split('=')[0], field.Split('=')[1]))]),
    };

    private static KernelModule Module(string path, string[]? imports = null, string[]? exports = null) => new()
    {
        Path = path,
        Imports = [.. (imports ?? []).Select(name => new ImportedSymbol(name))],
        Exports = [.. (exports ?? []).Select(name => new ExportedSymbol(name))],
    };
}
