using KernelSplit.Modules;
using KernelSplit.Modules.Makefiles;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps;

/// <summary>What conditions can ask of a kernel besides the module itself.</summary>
public sealed class KernelFacts
{
    private readonly KernelMakefiles? _makefiles;
    private readonly Dictionary<string, Dictionary<string, string>> _services = new(StringComparer.Ordinal);

    /// <param name="tree">The kernel's modules.</param>
    /// <param name="makefiles">Its source, where there is one.</param>
    public KernelFacts(ModuleTree tree, KernelMakefiles? makefiles = null)
    {
        Tree = tree;
        Graph = new ModuleGraph(tree);
        _makefiles = makefiles;
    }

    public ModuleTree Tree { get; }

    public ModuleGraph Graph { get; }

    public bool HasSource => _makefiles is not null;

    /// <summary>The Kconfig symbols that build a module, without <c>CONFIG_</c>.</summary>
    public IReadOnlyList<string> SymbolsOf(KernelModule module) => _makefiles?.FindModule(module.SourcePath)?.Symbols ?? [];

    /// <summary>What a module does on a target, in half a sentence; null when nothing.</summary>
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
