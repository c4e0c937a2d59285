using KernelSplit.Makefiles;

namespace KernelSplit.Acceptance;

/// <summary>The evaluation of Makefiles, held against what Debian's kernels contain and against GNU make.</summary>
[Part(Part.Distributions)]
public sealed class MakefilesTests
{
    // Every 20th directory with modules is about a hundred calls of make.
    private static readonly int Stride = Coverage.Choose(sample: 40, full: 20);

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_modules_of_a_distribution_kernel_are_those_that_its_configuration_builds(string package)
    {
        var build = DistributionBuild.Of(package);
        var config = build.Config;

        var makefiles = build.Makefiles;

        var states = makefiles.Rules.ToDictionary(rule => rule.Path, rule => rule.StateIn(config.GetValueOrDefault));
        states.Values.ShouldNotContain(ObjectState.Unknown);
        states.Where(state => state.Value == ObjectState.Module).Select(state =>
            state.Key).Order(StringComparer.Ordinal)
            .ShouldBe(build.Modules);
        build.BuiltIns.Where(path => states.GetValueOrDefault(path) != ObjectState.BuiltIn).ShouldBeEmpty();
        build.Modules.Where(path =>
            !makefiles.FindModule(path)!.Symbols.Any(symbol =>
                config.GetValueOrDefault(symbol) == "m")).ShouldBeEmpty();
        makefiles.ModulesOf("drivers/net/dummy.c").Single().Symbols.ShouldBe(["DUMMY"]);
    }

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Make_builds_the_same_from_any_configuration(string package)
    {
        var build = DistributionBuild.Of(package);
        var makefiles = build.Makefiles;
        var config = Shuffled(build.Config, makefiles);
        using var objects = new TempDirectory("kernelsplit-");
        objects.Write(
            "include/config/auto.conf", string.Concat(config.Select(pair => $"CONFIG_{pair.Key}={pair.Value}\n")));

        var directories = makefiles.Rules.Where(rule =>
            rule.CanBeModule && !rule.Path.StartsWith("arch/", StringComparison.Ordinal))
            .GroupBy(rule => rule.Directories[^1].Directory)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Where((_, i) => i % Stride == 0)
            .ToList();

        directories.Count.ShouldBeGreaterThan(1000 / Stride);
        foreach (var directory in directories)
            PartsOfModules(directory, config.GetValueOrDefault)
                .ShouldBe(PartsByMake(build.Source, objects.Path, directory.Key), directory.Key);
    }

    /// <summary>Gives every symbol that decides about objects another value, the same ones in each run.</summary>
    private static SortedDictionary<string, string> Shuffled(
        SortedDictionary<string, string> config, KernelMakefiles makefiles)
    {
        var random = new Random(1);
        var symbols = makefiles.Rules
            .SelectMany(rule => rule.Module.Symbols.Concat(rule.Parts.SelectMany(part => part.When.Symbols)))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var symbol in symbols.Where(symbol => config.GetValueOrDefault(symbol, "y") is "y" or "m"))
        {
            var value = random.Next(3);
            if (value == 0)
                config.Remove(symbol);
            else
                config[symbol] = value == 1 ? "m" : "y";
        }

        return config;
    }

    private static IEnumerable<string> PartsOfModules(IEnumerable<ModuleRule> rules, Func<string, string?> config) =>
        rules
        .Where(rule =>
            rule.Lines.Any(line => line.Module.Holds(config) == true) && rule.Lines.All(line =>
                line.BuiltIn.Holds(config) == false))
        .SelectMany(rule => rule.Parts)
        .Where(part => part.When.Holds(config) == true)
        .Select(part => part.Path + ".o")
        .Distinct().Order(StringComparer.Ordinal);

    /// <summary>
    /// What kbuild's own Makefile.build finds in a directory; a target that prints it is all that is added.
    /// </summary>
    private static IEnumerable<string> PartsByMake(string source, string objects, string directory)
    {
        var ended = Shell.Run(
            "make",
            [
                "-s", "-n", "-I", source, "-f", $"{source}/scripts/Makefile.build", $"obj={directory}",
                $"srctree={source}", "objtree=.", $"VPATH={source}",
                $"SRCARCH={DistributionBuild.Architecture}", "CC=gcc", "LD=ld", "need-modorder=1", "need-builtin=1",
                "--eval", "parts: ; @:$(info parts: $(real-obj-m))", "parts",
            ],
            objects);
        ended.ExitCode.ShouldBe(0, ended.Errors);
        return ended.Lines.Single(line => line.StartsWith("parts:", StringComparison.Ordinal)).Split(' ')
            .Where(word => word.EndsWith(".o", StringComparison.Ordinal))
            .Select(word => Path.GetRelativePath("/", Path.GetFullPath($"/{word}")))
            .Distinct().Order(StringComparer.Ordinal);
    }
}
