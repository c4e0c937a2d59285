using KernelSplit.Cli.Output;
using KernelSplit.Kbuild.Files;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Pipeline;

/// <summary>Reads a kernel that a user named, and says how far it is.</summary>
internal static class TreeReading
{
    public static ModuleTree Read(string[] inputs, CancellationToken cancellation) => new Stages().Run("read", stage =>
    {
        var progress = new ImmediateProgress<ModuleReadProgress>(read => stage.Report(read.Read, read.Total ?? 0, "modules"));
        var cache = Path.Combine(Cache.RootOfThisUser, "modules");
        var tree = ModuleTreeReader.Read(inputs, progress, cache, cancellation);
        return (tree, $"{tree.Modules.Count} modules of {tree.Release}");
    });
}
