using KernelSplit.Devices.Naming;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Modules.Symbols;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps;

/// <summary>A kernel's modules, with what follows from them and what its source and symbol files say.</summary>
public sealed class KernelFacts
{
    private readonly OptionalDependencies _optional;
    private readonly Lazy<ModuleGraph> _graph;
    private readonly Lazy<DeviceNames> _names = new(() => DeviceNames.Load());
    private readonly Lazy<ILookup<string, SymbolProblem>> _symbolProblems;
    private readonly Lazy<ILookup<string, string>> _optionalUsers;
    private readonly Lazy<KernelConfig?> _config;
    private readonly Dictionary<string, Dictionary<string, string>> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<(RuleCondition, string), Evidence?> _tested = [];

    /// <param name="tree">The kernel's modules.</param>
    /// <param name="makefiles">Its source, where there is one.</param>
    public KernelFacts(ModuleTree tree, KernelMakefiles? makefiles = null)
    {
        (Tree, Makefiles) = (tree, makefiles);
        _optional = new OptionalDependencies(tree);
        _graph = new Lazy<ModuleGraph>(() => new ModuleGraph(tree));
        _symbolProblems = new Lazy<ILookup<string, SymbolProblem>>(() =>
            (Symbols is null ? [] : SymbolCheck.Run(tree, Symbols))
                .ToLookup(problem => problem.Module, StringComparer.Ordinal));
        _config = new Lazy<KernelConfig?>(() =>
            Files.Config is { } found ? KernelConfig.Parse(found.Place, found.Lines) : null);
        OptionalDependencies = new Lazy<IReadOnlyList<OptionalDependency>>(() => [.. _optional.All()]);
        _optionalUsers = new Lazy<ILookup<string, string>>(() => OptionalDependencies.Value
            .SelectMany(
                dependency => dependency.Providers.Where(driver => !driver.IsBuiltIn),
                (dependency, driver) => (dependency.Module, driver.Name))
            .ToLookup(pair => pair.Name, pair => pair.Module, StringComparer.Ordinal));
    }

    public ModuleTree Tree { get; }

    /// <summary>Nothing without kernel source.</summary>
    public KernelMakefiles? Makefiles { get; }

    /// <summary>Its image, .config and symbols, as far as they were found.</summary>
    public KernelFiles Files { get; init; } = KernelFiles.None;

    /// <summary>Its .config; null without one.</summary>
    /// <exception cref="Foundation.InvalidInputException">It is damaged.</exception>
    public KernelConfig? Config => _config.Value;

    /// <summary>Nothing where no file says what vmlinux exports.</summary>
    public KernelSymbols? Symbols => Files.Symbols;

    public ModuleGraph Graph => _graph.Value;

    public DeviceNames Names => _names.Value;

    /// <summary>By module.</summary>
    public ILookup<string, SymbolProblem> SymbolProblems => _symbolProblems.Value;

    /// <summary>The soft and weak dependencies of all modules.</summary>
    public Lazy<IReadOnlyList<OptionalDependency>> OptionalDependencies { get; }

    public IReadOnlyList<OptionalDependency> OptionalDependenciesOf(KernelModule module) => _optional.Of(module);

    /// <summary>The modules with a soft or weak dependency on <paramref name="module"/>.</summary>
    public IEnumerable<string> OptionalDependentsOf(string module) =>
        _optionalUsers.Value[module].Distinct(StringComparer.Ordinal);

    /// <summary>What builds a module; nothing where it is unknown.</summary>
    public ModuleRule? RuleOf(string? sourcePath) => sourcePath is null ? null : Makefiles?.FindModule(sourcePath);

    /// <summary>Tests a condition on a module that many others are related to.</summary>
    internal Evidence? Test(RuleCondition condition, string module) =>
        _tested.TryGetValue((condition, module), out var known)
            ? known
            : _tested[(condition, module)] = condition.Test(Tree.FindModule(module)!, this);

    /// <summary>What a module does on a target, as a phrase; null when nothing.</summary>
    public string? ServiceOf(KernelModule module, Target target)
    {
        if (!_services.TryGetValue(target.Name, out var services))
            _services[target.Name] = services = ServicesOn(target);
        return services.GetValueOrDefault(module.Name);
    }

    private Dictionary<string, string> ServicesOn(Target target)
    {
        var services = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in target.Modules)
            services.TryAdd(ModulePath.NormalizeName(name), $"is loaded by name on {target.Name}");
        foreach (var device in target.Devices)
        {
            foreach (var driver in device.Modaliases.SelectMany(Tree.Drivers).Where(driver => !driver.IsBuiltIn))
                services.TryAdd(driver.Name, $"drives {device.Name} ({target.Name})");
        }

        return services;
    }
}
