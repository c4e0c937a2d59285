using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Support;

namespace KernelSplit.Cli.Pipeline;

/// <summary>Reads a kernel that a user named, and says how far it is.</summary>
internal static class TreeReading
{
    public static ModuleTree Read(string[] inputs, CancellationToken cancellation, bool withContent = false) => new Stages().Run("read", stage =>
    {
        var progress = new ImmediateProgress<ModuleReadProgress>(read => stage.Report(read.Read, read.Total ?? 0, "modules"));
        var cache = Path.Combine(Cache.RootOfThisUser, "modules");
        var tree = ModuleTreeReader.Read(inputs, progress, cache, withContent, cancellation: cancellation);
        return (tree, $"{tree.Modules.Count} modules of {tree.Release}");
    });

    /// <summary>A tree with what its kernel's source says, where the user names one.</summary>
    public static KernelFacts Facts(ModuleTree tree, string? source) => new(tree, source is null ? null : Makefiles(tree, source));

    /// <summary>The .config that lies beside a tree; nothing where there is none.</summary>
    public static DotConfig? Config(string[] inputs, ModuleTree tree) =>
        KernelConfigFile.Find(inputs, tree.Release) is { } found ? DotConfig.Parse(found.Place, found.Lines) : null;

    /// <summary>The Makefiles of a tree's kernel; what is odd in them goes to standard error.</summary>
    public static KernelMakefiles Makefiles(ModuleTree tree, string source)
    {
        var architecture = tree.Architecture ?? throw new InvalidInputException(tree.Source, "built for an architecture that kernelsplit doesn't know");
        var makefiles = KernelMakefiles.Read(source, architecture);
        foreach (var diagnostic in makefiles.Diagnostics.Where(d => d.Severity > Severity.Note))
            Console.Error.WriteLine(diagnostic);
        return makefiles;
    }
}
