using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Tests.Modules;

public class DepmodIndexTests
{
    [Fact]
    public void Children_precede_their_parent_and_the_header_has_the_offset_of_the_root()
    {
        byte[] leaf = [0, 0, 0, 1, 0, 0, 0, 7, (byte)'y', 0];
        byte[] inner = [(byte)'b', 0, (byte)'c', (byte)'c', 0x40, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 0, (byte)'x', 0];
        byte[] root = [(byte)'a', (byte)'a', 0xE0, 0, 0, 22];

        Index(("abc", "y", 7), ("ab", "x", 0)).ShouldBe(
            [0xB0, 0x07, 0xF4, 0x57, 0, 2, 0, 1, 0x20, 0, 0, 40, .. leaf, .. inner, .. root]);
    }

    [Fact]
    public void Values_of_one_key_are_sorted_by_priority_and_the_later_of_equals_is_first()
    {
        var text = Encoding.ASCII.GetString(Index(("k", "third", 5), ("k", "second", 3), ("k", "first", 3)));

        text.IndexOf("first", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("second", StringComparison.Ordinal));
        text.IndexOf("second", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("third", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alias_with_unbalanced_brackets_is_omitted()
    {
        var broken = new ModuleTree("6.12", [Module("alias=usb:v[0-9")]);
        var none = new ModuleTree("6.12", [Module("license=GPL")]);

        Bytes(broken, "modules.alias.bin").ShouldBe(Bytes(none, "modules.alias.bin"));
    }

    [Fact]
    public void Non_ASCII_text_is_rejected()
    {
        var tree = new ModuleTree("6.12", [Module("alias=größe")], source: "tree");

        Should.Throw<InvalidInputException>(() => Bytes(tree, "modules.alias.bin"))
            .Diagnostics.ShouldHaveSingleItem().File.ShouldBe("tree");
    }

    [Fact]
    public void Without_built_in_modules_their_indexes_are_empty_files()
    {
        var tree = new ModuleTree("6.12", [Module("license=GPL")]);

        Bytes(tree, "modules.builtin.bin").ShouldBeEmpty();
        Bytes(tree, "modules.builtin.alias.bin").ShouldBeEmpty();
    }

    [Fact]
    public void Thousands_of_nested_keys_do_not_overflow_the_stack()
    {
        var keys = Enumerable.Range(1, 6000).SelectMany(length => Enumerable.Repeat(new string('a', length), 2));

        Index([.. keys.Select(key => (key, "m", 0))]).Length.ShouldBeGreaterThan(4000 * 8);
    }

    private static KernelModule Module(string field) => new()
    {
        Path = "m.ko",
        ModInfo = new ModInfo([new ModInfoField(field.Split('=')[0], field.Split('=')[1])]),
    };

    private static byte[] Bytes(ModuleTree tree, string file) =>
        DepmodFiles.Of(tree).Single(written => written.Name == file).ToBytes();

    private static byte[] Index(params (string Key, string Value, int Priority)[] entries)
    {
        using var index = new IndexWriter("test");
        foreach (var (key, value, priority) in entries)
        {
            index.Text.Add(key);
            index.EndKey();
            index.Text.Add(value);
            index.EndValue(priority);
        }
        using var file = new ByteWriter();
        index.Write(file);
        return file.Written.ToArray();
    }
}
