using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>Contracts and fragments, held against each other on the distribution's full kernels.</summary>
[Part(Part.Kconfig)]
public sealed partial class TargetTests
{
    private const string Mark = "# not in the contract: ";

    private static readonly Architecture X86 = Architecture.All.Single(architecture => architecture.Name == "x86_64");

    private static readonly string[] TargetNames = [.. new DataDirectories(Shell.Checkout).TargetNames];

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void All_targets_together_become_the_config_that_kbuild_makes(string package)
    {
        foreach (var architecture in Coverage.Sample([.. Architecture.All]))
        {
            using var config = new TargetConfig(
                DistributionBuild.UnpackedSource(DistributionBuild.SeriesOf(package)), architecture);
            var project = config.Project(TargetNames);

            config.TextOf(project).ShouldBe(config.TextByKbuild(project), architecture.Name);
        }
    }

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_fragments_of_a_target_build_a_driver_of_every_device_it_has(string package)
    {
        var kernel = Kernel.Of(package);
        using var config = new TargetConfig(kernel.Build.Source, X86);
        var without = new List<string>();
        foreach (var target in TargetNames)
        {
            var project = config.Project(target);
            var values = config.Of(project);
            foreach (var device in project.Targets.Single(one => one.Name == target).Devices.Where(device =>
                device.IsOn(X86) && kernel.IsNewEnoughFor(device.Source)))
            {
                if (device.Modaliases.Any(modalias =>
                    !kernel.RulesFor(device, modalias).Any(rule => Kernel.IsBuilt(rule, values))))
                    without.Add($"{target}: {device.Name}");
            }
        }

        without.ShouldBeEmpty();
    }

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_fragments_of_a_target_build_every_module_that_it_loads_by_name(string package)
    {
        var kernel = Kernel.Of(package);
        using var config = new TargetConfig(kernel.Build.Source, X86);
        var missing = new List<string>();
        foreach (var target in TargetNames)
        {
            var project = config.Project(target);
            var values = config.Of(project);
            missing.AddRange(project.Targets.Single(one => one.Name == target).Modules
                .Where(name => !kernel.RulesNamed(name).Any(rule => Kernel.IsBuilt(rule, values)))
                .Select(name => $"{target}: {name}"));
        }

        missing.ShouldBeEmpty();
    }

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_module_that_a_fragment_asks_for_is_in_the_contract_or_says_why_not(string package)
    {
        var kernel = Kernel.Of(package);
        using var config = new TargetConfig(kernel.Build.Source, X86);
        var idle = new List<string>();
        foreach (var target in TargetNames)
        {
            var project = config.Project(target);
            var promised = kernel.Promised(project.Targets);
            idle.AddRange(project.Targets.Single(one => one.Name == target).Fragments(X86).SelectMany(Unmarked)
                .Where(request =>
                    request.Value == "m" && kernel.RulesOf(request.Symbol) is { Count: > 0 } rules && !rules.Any(rule =>
                        promised.Contains(rule.Path)))
                .Select(request => $"{target}: {request.ToConfigLine()}"));
        }

        idle.ShouldBeEmpty();
    }

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_symbols_that_a_target_names_build_what_serves_it(string package)
    {
        var kernel = Kernel.Of(package);
        var wrong = new List<string>();
        foreach (var target in new DataDirectories(Shell.Checkout).ReadTargets(TargetNames))
        {
            wrong.AddRange(target.Devices.Where(device => device.IsOn(X86) && kernel.IsNewEnoughFor(device.Source))
                .SelectMany(device => device.Modaliases, (device, modalias) => (device, modalias))
                .Where(form =>
                    !kernel.RulesFor(form.device, form.modalias).Any(rule => IsBuiltBy(rule, form.device.Symbols)))
                .Select(form => $"{target.Name}: {form.device.Name}, {form.modalias}: {form.device.Symbols}"));
            wrong.AddRange(target.Modules
                .Where(module =>
                    !target.ModuleSymbols.TryGetValue(module, out var symbols) || !kernel.RulesNamed(module).Any(rule =>
                        IsBuiltBy(rule, symbols)))
                .Select(module => $"{target.Name}: {module}"));
            wrong.AddRange(target.Capabilities
                .Where(capability => capability.IsOn(X86) && kernel.IsNewEnoughFor(capability.Source))
                .SelectMany(capability => capability.Modules, (capability, module) => (capability, module))
                .Where(part => !kernel.RulesNamed(part.module).Any(rule => IsBuiltBy(rule, part.capability.Symbols)))
                .Select(part => $"{target.Name}: {part.module} of {part.capability.Name}: {part.capability.Symbols}"));
        }

        wrong.ShouldBeEmpty();
    }

    [AptTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_symbol_that_a_target_names_is_in_Kconfig(string package)
    {
        var kernel = Kernel.Of(package);
        var known = DistributionBuild.SymbolsIn(kernel.Build.Source);

        var named = new DataDirectories(Shell.Checkout).ReadTargets(TargetNames)
            .SelectMany(target => target.ModuleSymbols.Values
            .Concat(
                target.Devices.Where(device => kernel.IsNewEnoughFor(device.Source)).Select(device => device.Symbols))
            .Concat(
                target.Capabilities.Where(capability => kernel.IsNewEnoughFor(capability.Source)).Select(capability =>
                    capability.Symbols)));

        // One of the alternatives may have come later, or have gone.
        named.SelectMany(needs => needs.All).Where(any => !any.Any(known.Contains)).Select(any =>
            string.Join(" | ", any)).ShouldBeEmpty();
    }

    private static bool IsBuiltBy(ModuleRule rule, KconfigNeeds symbols) =>
        symbols.All.SelectMany(any => any).Any(rule.Symbols.Contains);

    /// <summary>The requests of the paragraphs that have no <see cref="Mark"/>.</summary>
    private static IEnumerable<Assignment> Unmarked(string fragment) => File.ReadAllText(fragment)
        .Split("\n\n")
        .Where(paragraph => !paragraph.Contains(Mark))
        .SelectMany(paragraph => ConfigText.Read(paragraph.Split('\n'), fragment, []));

    /// <summary>A distribution's kernel with its source.</summary>
    private sealed partial class Kernel
    {
        private static readonly ConcurrentDictionary<string, Kernel> Known = new(StringComparer.Ordinal);

        private readonly Version _version;
        private readonly ModuleTree _tree;
        private readonly ModuleGraph _graph;
        private readonly KernelMakefiles _makefiles;

        private Kernel(string package)
        {
            _version = Version.Parse(DistributionBuild.SeriesOf(package));
            Build = DistributionBuild.Of(package);
            _tree = KernelUnderTest.Of(package).Tree;
            _graph = new ModuleGraph(_tree);
            _makefiles = Build.Makefiles;
        }

        public static Kernel Of(string package) => Known.GetOrAdd(package, package => new Kernel(package));

        public DistributionBuild Build { get; }

        public static bool IsBuilt(ModuleRule rule, Dictionary<string, string> config) =>
            rule.StateIn(config.GetValueOrDefault) is ObjectState.Module or ObjectState.BuiltIn;

        /// <summary>A device's source says "driver since 6.7" where earlier kernels have no driver.</summary>
        public bool IsNewEnoughFor(string source) =>
            Since().Match(source) is not { Success: true } since || _version >= Version.Parse(since.Groups[1].Value);

        /// <summary>
        /// What drives a device: the modules with its alias, or, as code that a distribution builds in keeps no aliases
        /// of
        /// its tables, the source files that the device's source names.
        /// </summary>
        public IEnumerable<ModuleRule> RulesFor(Device device, string modalias) => _tree.Drivers(modalias)
            .Select(driver => _tree.FindModule(driver.Name)?.SourcePath ?? _tree.FindBuiltIn(driver.Name)?.SourcePath)
            .OfType<string>().Select(_makefiles.FindModule).OfType<ModuleRule>()
            .Concat(SourceFile().Matches(device.Source).SelectMany(file => _makefiles.ModulesOf(file.Value)));

        public IEnumerable<ModuleRule> RulesNamed(string name) => _makefiles.Rules
            .Where(rule => ModulePath.NormalizeName(Path.GetFileName(rule.Path)) == ModulePath.NormalizeName(name));

        public IReadOnlyList<ModuleRule> RulesOf(string symbol) =>
            [.. _makefiles.Rules.Where(rule => rule.CanBeModule && rule.Symbols.Contains(symbol))];

        /// <summary>The paths of all modules that serve a contract, and of those that these need.</summary>
        public HashSet<string> Promised(IReadOnlyList<Target> targets)
        {
            var rules = targets.SelectMany(target => target.Devices).SelectMany(device =>
                device.Modaliases.SelectMany(modalias => RulesFor(device, modalias)))
                .Concat(targets.SelectMany(target => target.Modules).SelectMany(RulesNamed));
            return [.. rules.SelectMany(rule => Helpers(rule).Prepend(rule.Path))];
        }

        private IEnumerable<string> Helpers(ModuleRule rule) =>
            _tree.FindModule(ModulePath.NormalizeName(Path.GetFileName(rule.Path))) is { } module
                ? _graph.Closure(module.Name).Select(name => _tree.FindModule(name)!.SourcePath)
                : [];

        [GeneratedRegex(@"\bdriver since ([0-9]+\.[0-9]+)")]
        private static partial Regex Since();

        [GeneratedRegex(@"[\w./-]+\.c\b")]
        private static partial Regex SourceFile();
    }
}
