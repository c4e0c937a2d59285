using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Modules;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads a kernel that a user named.</summary>
/// <param name="stages">Shows the progress.</param>
/// <param name="report">Gets warnings that don't keep it from being read.</param>
public sealed class KernelReader(Stages stages, Action<Diagnostic> report)
{
    /// <summary>Its modules; those that can't be read are errors among the tree's diagnostics.</summary>
    public ModuleTree Read(string[] inputs, CancellationToken cancellation, ModuleDetail detail = ModuleDetail.Facts) =>
        stages.Run("read", stage =>
    {
        var progress = new ImmediateProgress<ModuleReadProgress>(read =>
            stage.Report(read.Read, read.Total ?? 0, "modules"));
        var cache = Path.Combine(Cache.RootOfThisUser, "modules");
        var tree = ModuleTreeReader.Read(inputs, progress, cache, detail, cancellation: cancellation);
        return (tree, $"{tree.Modules.Count} modules of {tree.Release}");
    });

    /// <summary>The same for questions about single modules, where each must be readable.</summary>
    /// <exception cref="InvalidInputException">A module can't be read.</exception>
    public ModuleTree ReadWhole(
        string[] inputs, CancellationToken cancellation, ModuleDetail detail = ModuleDetail.Facts)
    {
        var tree = Read(inputs, cancellation, detail);
        tree.Diagnostics.RefuseErrors();
        return tree;
    }

    /// <summary>A tree with what its kernel's source says, where one is given.</summary>
    public KernelFacts Facts(ModuleTree tree, string? source) =>
        new(tree, source is null ? null : Makefiles(tree, source));

    /// <summary>The Makefiles of a tree's kernel.</summary>
    public KernelMakefiles Makefiles(ModuleTree tree, string source)
    {
        var architecture = tree.Architecture
            ?? throw new InvalidInputException(tree.Source, "built for an architecture that kernelsplit doesn't know");
        var makefiles = KernelMakefiles.Read(source, architecture);
        foreach (var diagnostic in makefiles.Diagnostics.Where(d => d.Severity > Severity.Note))
            report(diagnostic);
        return makefiles;
    }

    /// <summary>Its modules, with what its source says and its other files.</summary>
    public KernelFacts Kernel(
        string[] inputs, string? source, CancellationToken cancellation, ModuleDetail detail = ModuleDetail.Facts)
    {
        var tree = Read(inputs, cancellation, detail);
        return new(tree, source is null ? null : Makefiles(tree, source))
        {
            Files = KernelFiles.Find(inputs, tree.Release),
        };
    }
}
