using System.Text.Json;
using KernelSplit.Footprint;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Tests.Makefiles;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit diff --touches</c> on a source of two drivers.</summary>
public sealed class ImpactCommandTests : IDisposable
{
    private readonly KernelSourceTree _source = new KernelSourceTree(
        "obj-$(CONFIG_ONE) += one.o\nobj-$(CONFIG_TWO) += two.o\n")
        .Write("drivers/one.c", "").Write("drivers/two.c", "#include \"two.h\"\n").Write("drivers/two.h", "");
    private readonly TempDirectory _directory = new();

    public ImpactCommandTests()
    {
        Take("new.snapshot", new Dictionary<string, string> { ["ONE"] = "m", ["TWO"] = "m" });
        Take("bare.snapshot", new Dictionary<string, string>());
    }

    [Fact]
    public void A_patch_names_the_packages_to_ship()
    {
        _directory.Write("fix.patch", "--- a/drivers/two.h\n+++ b/drivers/two.h\n@@ -1 +1 @@\n-a\n+b\n");
        var (exitCode, output, errors) = Run("new.snapshot", "--touches", "fix.patch", "--source", _source.Path);
        exitCode.ShouldBe(0, errors);
        output.ShouldBe("""
            Ship at most more. An image with only core needs no respin.

              drivers/two.h: at most two (more): included by their sources, directly or not

            rebuild and ship, for 6.12.1:
              more: two
            note: "at most": #include lines are followed regardless of #ifdef, so the change may affect less, never more

            """);
    }

    [Fact]
    public void A_list_can_come_from_standard_input_and_the_answer_be_JSON()
    {
        var (exitCode, output, errors) = Command.RunWithInput(
            _directory.Path, "drivers/one.c\n", "diff", "bare.snapshot", "new.snapshot", "--touches", "-", "--source",
                _source.Path, "--json");
        exitCode.ShouldBe(0, errors);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("schema").GetString().ShouldBe("kernelsplit-touches-1");
        json.RootElement.GetProperty("baseImageNeedsRespin").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_the_source_lacks_is_wrong_input_beside_the_answer_for_the_others()
    {
        var (exitCode, output, errors) = Run(
            "new.snapshot", "--touches", "drivers/tow.c", "--touches", "drivers/one.c", "--source", _source.Path);
        exitCode.ShouldBe(2);
        errors.ShouldContain(
            "--touches: error KS0001: drivers/tow.c: no such file in the source. Did you mean drivers/two.c?");
        output.ShouldContain("  drivers/one.c: one (core): ");
    }

    [Fact]
    public void What_reaches_nothing_says_why()
    {
        _source.Write("Documentation/one.rst", "");
        Run("new.snapshot", "--touches", "Documentation/one.rst", "--source", _source.Path).Output.ShouldBe("""
            No package of 6.12.1 needs to be shipped: nothing in it is built from this file.

              Documentation/one.rst: nothing: not code

            """);
        Run("new.snapshot", "--touches", "drivers/gone.c", "--source", _source.Path).Output
            .ShouldStartWith("The impact is unknown: the source has none of these files.");
    }

    [Theory]
    [
        InlineData(
            "no .config, so it is unknown what the kernel builds", "bare.snapshot", "--touches", "drivers/one.c",
            "--source", "SOURCE"),
    ]
    [InlineData("Add --source DIR", "new.snapshot", "--touches", "drivers/one.c")]
    [InlineData("--source has no effect without --touches", "new.snapshot", "--source", "SOURCE")]
    [InlineData("not a kernel source tree", "new.snapshot", "--touches", "drivers/one.c", "--source", ".")]
    [
        InlineData(
            "--require-rules has no effect with --touches", "new.snapshot", "--touches", "drivers/one.c",
            "--source", "SOURCE", "--require-rules"),
    ]
    [InlineData(
        "\"md=x\" is not a report", "new.snapshot", "--touches", "drivers/one.c", "--source", "SOURCE", "-o", "md=x")]
    [InlineData("standard input can be read only once", "-", "--touches", "-", "--source", "SOURCE")]
    public void What_does_not_go_together_is_wrong_input(string error, params string[] arguments)
    {
        var (exitCode, output, errors) = Run(
            [.. arguments.Select(argument => argument == "SOURCE" ? _source.Path : argument)]);
        exitCode.ShouldBe(2);
        errors.ShouldContain(error);
        output.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _source.Dispose();
        _directory.Dispose();
    }

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        Command.Run(_directory.Path, ["diff", .. arguments]);

    private void Take(string name, Dictionary<string, string> config)
    {
        using var file = File.Create(Path.Combine(_directory.Path, name));
        SnapshotFile.Write(
            new Snapshot
            {
                Release = "6.12.1",
                Version = "6.12.1",
                Architecture = "x86_64",
                Map = "test",
                Packages = [new Package("core", "", "", [], false), new Package("more", "", "", ["core"], true)],
                Sizes = [new PackageFootprint("core", 1, 1, null), new PackageFootprint("more", 1, 1, null)],
                Modules = [Module("one", "core"), Module("two", "more")],
                BuiltIns = [],
                Config = config,
            },
            file);
    }

    private static SnapshotModule Module(string name, string package) =>
        new($"kernel/drivers/{name}.ko.xz", package, 1, 1, null, null, Reason.Default);
}
