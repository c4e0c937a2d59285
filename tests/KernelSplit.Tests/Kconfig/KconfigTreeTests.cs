using KernelSplit.Foundation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Tests.Kconfig;

public sealed class KconfigTreeTests
{
    [Fact]
    public void Everything_has_its_file_and_line()
    {
        using var files = new SmallTree("config A\n\tbool \"a\"\n\tselect B if C\n\nsource \"more\"\n");
        files.Write("more", "\nconfig B\n\tbool\n\thelp\n\t  What B\n\t    does.\n");

        var tree = files.Read();

        var select = tree.Find("A")!.Properties.Single(property => property.Kind == PropertyKind.Select);
        (select.File, select.Line).ShouldBe(("Kconfig", 3));
        var b = tree.Find("B")!;
        (b.Definitions[0].File, b.Definitions[0].Line).ShouldBe(("more", 2));
        b.Definitions[0].Help.ShouldBe("What B\n  does.\n");
        b.SelectedBy!.ToString().ShouldBe("A && C");
        tree.Files.ShouldBe(["Kconfig", "more"]);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        using var files = new SmallTree(
            "config A\n\tbool \"a\"\n\tdefault\nconfig B\n\tbool\nfoo bar\nmenu \"open\"\n");

        var problem = Should.Throw<InvalidInputException>(() => files.Read());

        problem.Diagnostics.Select(diagnostic => $"{diagnostic.Line}: {diagnostic.Message}").ShouldBe(
            [
                "3: syntax error", "3: invalid statement", "6: syntax error", "6: unknown statement \"foo\"",
                "8: syntax error", "7: missing end statement for this entry",
            ]);
    }

    [Fact]
    public void A_missing_file_is_reported_where_it_is_sourced()
    {
        using var files = new SmallTree("\nsource \"nowhere\"\n");

        Should.Throw<InvalidInputException>(() => files.Read()).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe("Kconfig:2: error KS0201: can't open file \"nowhere\"");
    }

    [Fact]
    public void A_file_that_includes_itself_is_an_error()
    {
        using var files = new SmallTree("source \"more\"\n");
        files.Write("more", "config A\n\tbool\nsource \"Kconfig\"\n");

        Should.Throw<InvalidInputException>(() => files.Read());

        files.Errors.ShouldBe(
            "Recursive inclusion detected.\nInclusion path:\n  current file : Kconfig\n  included from: more:3\n  "
                + "included from: Kconfig:1\n");
    }

    [Fact]
    public void A_symbol_that_depends_on_itself_is_an_error()
    {
        using var files = new SmallTree(
            "config A\n\tbool \"a\"\n\tdepends on B\nconfig B\n\tbool \"b\"\n\tdepends on A\n");

        Should.Throw<InvalidInputException>(() => files.Read());

        files.Errors.ShouldStartWith(
            "error: recursive dependency detected!\n\tsymbol A depends on B\n\tsymbol B depends on A\n");
    }

    [Fact]
    public void Macros_expand_while_the_files_are_read()
    {
        using var files = new SmallTree("""
            flags = -m$(1)
            ok := $(shell,test $(flags,64) $(WHERE))
            $(info,$(ok) $(lineno))
            config A
            	def_bool $(ok)

            """)
        { Shell = command => command == "test -m64 here" ? "y\n" : "n\n" };
        files.Environment["WHERE"] = "here";

        var tree = files.Read();

        files.Output.ShouldBe("y 3\n");
        tree.Environment.ShouldBe(new Dictionary<string, string> { ["WHERE"] = "here" });
        new KernelSplit.Kconfig.Evaluation.Configuration(tree).ValueOf(tree.Find("A")!).ShouldBe("y");
    }

    [Theory]
    [InlineData("X = $(X)\n$(info,$(X))\n")]
    [InlineData("$(shell,a,b)\n")]
    [InlineData("$(error-if,y,stop)\n")]
    [InlineData("$(unterminated\n")]
    [InlineData("f = $(f,$(1))\n$(f,x)\n")]
    public void An_invalid_macro_is_fatal(string kconfig)
    {
        using var files = new SmallTree(kconfig);

        Should.Throw<InvalidInputException>(() =>
            files.Read()).Diagnostics.ShouldHaveSingleItem().Line.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_tree_that_is_nested_too_deeply_is_refused()
    {
        using var files = new SmallTree($"config A\n\tbool\n\tdepends on {new string('(', 1_000_000)}\n");

        Should.Throw<InvalidInputException>(() => files.Read());
    }

    [Fact]
    public void A_conditional_dependency_applies_only_if_its_condition_holds()
    {
        using var files = new SmallTree("config A\n\tbool \"a\"\n\tdepends on B if C\n\tdefault y\nconfig B\n\tbool "
            + "\"b\"\nconfig C\n\tbool \"c\"\n");

        files.Load("").ValueOf(files.Read().Find("A")!).ShouldBe("y");
        files.Read().Find("A")!.DirectDependency!.ToString().ShouldBe("B || !C");
    }

    [Fact]
    public void Commands_are_prefetched_with_the_outputs_that_they_are_built_from()
    {
        var prefetched = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var tree = new SmallTree("""
            info := $(shell,info gcc)
            success = $(shell,try $(1))
            source "sub/$(shell,name)"

            """)
        {
            Shell = command =>
            {
                // With so little to read, the parser would be faster otherwise.
                SpinWait.SpinUntil(() => prefetched.Contains("info gcc True"), Effort.Patience);
                return command == "name" ? "Kconfig" : "12";
            },
            Prefetch = (command, isNeeded) =>
            {
                prefetched.Enqueue($"{command} {isNeeded}");
                return command == "name" ? "Kconfig" : isNeeded ? "12" : "";
            },
        };
        tree.Write("sub/Kconfig", "config A\n\tdef_bool $(success,-m$(info)) # $(error-if,y,not said)\n");

        tree.Read();

        prefetched.ShouldContain("info gcc True");
        prefetched.ShouldContain("try -m12 False");
        tree.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_command_writes_is_read_even_though_files_are_read_ahead()
    {
        using var isReadAhead = new ManualResetEventSlim();
        SmallTree? tree = null;
        using (tree = new SmallTree("""
            source "before"
            written := $(shell,write)
            source "after"

            """)
        {
            Shell = _ =>
            {
                isReadAhead.Wait(Effort.Patience).ShouldBeTrue();
                tree!.Write("after", "config NEW\n\tbool\n");
                return "";
            },
            Prefetch = (command, _) =>
            {
                if (command == "after")
                    isReadAhead.Set();
                return null;
            },
        })
        {
            tree.Write("before", "config FIRST\n\tbool\n");
            tree.Write("after", "config OLD\n\tbool\nread := $(shell,after)\n");

            var read = tree.Read();

            read.Find("NEW").ShouldNotBeNull();
            read.Find("OLD").ShouldBeNull();
        }
    }
}
