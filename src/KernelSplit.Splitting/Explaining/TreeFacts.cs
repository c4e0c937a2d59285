using KernelSplit.Devices.Naming;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Modules.Symbols;

namespace KernelSplit.Splitting.Explaining;

/// <summary>A tree with the other facts that were requested.</summary>
public sealed class TreeFacts(ModuleTree tree, KernelSymbols? kernel, KernelMakefiles? makefiles)
{
    private readonly Lazy<ModuleGraph> _graph = new(() => new ModuleGraph(tree));
    private readonly OptionalDependencies _optional = new(tree);

    public ModuleTree Tree => tree;

    /// <summary>What vmlinux exports; nothing where no file says so.</summary>
    public KernelSymbols? Kernel => kernel;

    /// <summary>Nothing without kernel source.</summary>
    public KernelMakefiles? Makefiles => makefiles;

    public ModuleGraph Graph => _graph.Value;

    public DeviceNames Names { get; } = DeviceNames.Load();

    /// <summary>By module.</summary>
    public ILookup<string, SymbolProblem> SymbolProblems { get; } =
        (kernel is null ? [] : SymbolCheck.Run(tree, kernel))
            .ToLookup(problem => problem.Module, StringComparer.Ordinal);

    public IReadOnlyList<OptionalDependency> OptionalDependenciesOf(KernelModule module) => _optional.Of(module);

    /// <summary>What builds a module; nothing where it is unknown.</summary>
    public ModuleRule? RuleOf(string? sourcePath) => sourcePath is null ? null : makefiles?.FindModule(sourcePath);
}
