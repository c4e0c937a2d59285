using System.Text;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Tests.Kconfig;

public sealed class KconfigCacheTests : IDisposable
{
    private const string Kconfig = """
        mainmenu "Test $(VERSION)"
        config MODULES
        	bool "modules"
        	modules
        	default y
        source "more"
        menu "menu"
        	visible if A
        if A || X = 3
        config B
        	tristate "b"
        	depends on C != m
        	select D if A
        	imply D
        	help
        	  What B does.

        	  And why.
        endif
        config C
        	tristate "c"
        endmenu
        config D
        	def_tristate n
        config E
        	int "e"
        	range 1 X if C
        	default 2
        choice
        	prompt "one"
        	default F2
        config F1
        	bool "f1"
        config F2
        	bool "f2"
        	depends on "$(shell,say hello)" = "hello"
        endchoice
        config G
        	string "g"
        	default "$(shell,say hello)"
        """;

    private readonly TempDirectory _cache = new();
    private readonly Dictionary<string, string> _answers = new() { ["say hello"] = "hello\n" };
    private readonly SmallTree _files;

    public KconfigCacheTests()
    {
        _files = new SmallTree(Kconfig.Replace("        ", "", StringComparison.Ordinal) + "\n")
        {
            Cache = _cache.Path,
            Clock = new LaterClock(),
            Shell = command => _answers[command],
            Prefetch = (command, _) => _answers[command],
        };
        _files.Write("more", "config A\n\tbool \"a\"\nconfig X\n\tint \"x\"\n\tdefault 3\n");
        _files.Environment["VERSION"] = "1.0";
    }

    private string CacheFile => Directory.GetFiles(_cache.Path).Single();

    public void Dispose()
    {
        _files.Dispose();
        _cache.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tree_from_the_cache_is_the_tree_that_was_read(bool isClassic)
    {
        var dialect = isClassic ? SmallTree.Classic : null;
        var read = _files.Read(dialect);

        var cached = _files.Read(dialect);

        cached.ShouldNotBeSameAs(read);
        Text(cached).ShouldBe(Text(read));
        Text(cached).ShouldContain("What B does.\n\nAnd why.");
        cached.Find("G")!.Properties[^1].Value!.ToString().ShouldBe("hello");
    }

    [Fact]
    public void A_tree_from_the_cache_is_not_parsed()
    {
        _files.Read();
        File.SetLastWriteTimeUtc(CacheFile, DateTime.UnixEpoch);

        _files.Read();

        File.GetLastWriteTimeUtc(CacheFile).ShouldBe(DateTime.UnixEpoch);
    }

    [Fact]
    public void Another_tree_in_the_same_directory_has_an_entry_of_its_own()
    {
        _files.Read();
        _files.Environment["CC"] = "clang";

        _files.Read();

        Directory.GetFiles(_cache.Path).Length.ShouldBe(2);
    }

    [Fact]
    public void A_changed_file_is_noticed()
    {
        _files.Read();

        _files.Write("more", "config A\n\tbool \"b\"\nconfig X\n\tint \"x\"\n\tdefault 3\n");

        _files.Read().Find("A")!.Definitions[0].Prompt!.Text.ShouldBe("b");
    }

    [Fact]
    public void A_file_that_now_comes_first_is_noticed()
    {
        using var source = new TempDirectory();
        source.Write("elsewhere", "config H\n\tbool \"source\"\n");
        _files.Environment["srctree"] = source.Path;
        _files.Write("more", "config A\n\tbool \"a\"\nconfig X\n\tint \"x\"\nsource \"elsewhere\"\n");
        _files.Read().Find("H")!.Definitions[0].Prompt!.Text.ShouldBe("source");

        _files.Write("elsewhere", "config H\n\tbool \"directory\"\n");

        _files.Read().Find("H")!.Definitions[0].Prompt!.Text.ShouldBe("directory");
    }

    [Fact]
    public void A_changed_variable_is_noticed()
    {
        _files.Read();

        _files.Environment["VERSION"] = "1.1";

        _files.Read().Root.Prompt!.Text.ShouldBe("Test 1.1");
    }

    [Fact]
    public void A_changed_answer_is_noticed()
    {
        _files.Read();

        _answers["say hello"] = "goodbye\n";

        _files.Read().Find("G")!.Properties[^1].Value!.ToString().ShouldBe("goodbye");
    }

    [Theory]
    [InlineData("config Z\n\tbool \"z\"\n\tdefault Z2\nconfig Z\n\tint\n")]
    [InlineData("$(warning-if,y,careful)\n")]
    [InlineData("$(info,said)\n")]
    public void What_prints_something_is_read_each_time(string text)
    {
        _files.Write("more", "config A\n\tbool \"a\"\nconfig X\n\tint \"x\"\n" + text);
        _files.Read();
        var once = _files.Errors + _files.Output;
        once.ShouldNotBeEmpty();

        _files.Read();

        (_files.Errors + _files.Output).Length.ShouldBe(2 * once.Length);
    }

    [Fact]
    public void A_command_that_may_do_more_than_print_runs_each_time()
    {
        var runs = 0;
        using var files = new SmallTree("config A\n\tstring \"a\"\n\tdefault \"$(shell,make it)\"\n")
        {
            Cache = _cache.Path,
            Clock = new LaterClock(),
            Shell = _ => $"{++runs}",
            Prefetch = (_, _) => null,
        };

        files.Read();
        files.Read();

        runs.ShouldBe(2);
    }

    [Fact]
    public void A_file_that_has_just_changed_may_change_again()
    {
        using var files = new SmallTree("config A\n\tbool \"a\"\n") { Cache = _cache.Path };

        files.Read();

        Directory.GetFiles(_cache.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_damaged_entry_is_made_anew()
    {
        var expected = Text(_files.Read());
        var intact = File.ReadAllBytes(CacheFile);
        for (var at = 0; at < intact.Length; at += 13)
        {
            var damaged = (byte[])intact.Clone();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(CacheFile, at % 2 == 0 ? damaged : intact[..at]);

            Text(_files.Read()).ShouldBe(expected);
            File.ReadAllBytes(CacheFile).Length.ShouldBe(intact.Length);
        }
    }

    /// <summary>All that a tree says, and a configuration of it.</summary>
    private static string Text(KconfigTree tree)
    {
        var text = new StringBuilder();
        foreach (var symbol in tree.Symbols)
        {
            text.AppendLine($"""
                {symbol.Id} {symbol} {symbol.Type} {symbol.IsConstant} {symbol.IsChoice} {symbol.IsOptional}
                {symbol.IsTransitional} {symbol.IsChoiceMember} {symbol.ChoiceNode?.Line} {symbol.Choice?.Id}
                {symbol.DirectDependency} {symbol.SelectedBy} {symbol.ImpliedBy} {string.Join(' ', symbol.Members)}
                """);
            foreach (var property in symbol.Properties)
                text.AppendLine(Text(property));
        }

        foreach (var node in tree.Root.Descendants().Prepend(tree.Root))
        {
            text.AppendLine($"""
                {node.File}:{node.Line} {node.Symbol?.Id} {node.Parent?.Line} {node.Block?.Line} {node.Visibility}
                {node.Dependency} {node.Help} {(node.Prompt is { } prompt ? Text(prompt) : "")}
                """);
        }

        foreach (var line in tree.Dependencies)
            text.AppendLine($"{line.File}:{line.Line} {line.Kind} {line.Condition} {line.Node.Line}");
        text.AppendJoin('\n', tree.Probes).AppendJoin('\n', tree.Files).AppendJoin('\n', tree.Environment);
        text.AppendJoin(' ', tree.InTableOrder).AppendLine(tree.Modules.Name);
        var configuration = new Configuration(tree);
        configuration.Load("CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=y\n"u8.ToArray(), ".config");
        text.AppendJoin('\n', tree.Symbols.Select(symbol => $"{symbol}={configuration.ValueOf(symbol)}"));
        return text.ToString();
    }

    private static string Text(Property property) =>
        $"{property.Id} {property.Kind} {property.Text} {property.Condition} {property.OwnCondition} {property.Value} "
            + $"{property.File}:{property.Line} {property.Node.Line}";

    /// <summary>All files were written long ago.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
