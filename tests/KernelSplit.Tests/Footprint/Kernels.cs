using KernelSplit.Footprint;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Footprint;

/// <summary>Small split kernels, made in memory: core, gpu and hardware.</summary>
internal static class Kernels
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly Package[] Packages =
    [
        new("core", "Core", "", [], IsDefault: false),
        new("gpu", "GPUs", "", ["core"], IsDefault: false),
        new("hardware", "Rest", "", ["core"], IsDefault: true),
    ];

    public static Snapshot Of(params SnapshotModule[] modules) => Of("6.12.1", modules);

    public static Snapshot Of(string release, params SnapshotModule[] modules) => new()
    {
        Release = release,
        Version = release,
        Architecture = "x86_64",
        Map = "test",
        Packages = Packages,
        Sizes = [.. Packages.Select(package => new PackageFootprint(
            package.Name, modules.Count(module => module.Package == package.Name),
            modules.Where(module => module.Package == package.Name).Sum(module => module.Size), null))],
        Modules = [.. modules.OrderBy(module => module.Name, StringComparer.Ordinal)],
        BuiltIns = [],
    };

    /// <summary>1000 bytes, and code that is its name's unless said otherwise.</summary>
    public static SnapshotModule Module(
        string name, string package = "core", string? code = null, long size = 1000, params string[] aliases) =>
        new(
            $"kernel/drivers/{name}.ko.xz", package, size, size * 3, $"file of {name}", code ?? $"code of {name}",
            new Reason(ReasonKind.Rule, "map.yaml:3", "it is needed", "is there", []))
        {
            Aliases = aliases,
        };

    public static Difference Compare(Snapshot old, Snapshot now) =>
        new SnapshotComparison(old, now) { Today = Today }.Run();
}
