using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>Where one module is, and why.</summary>
/// <param name="Module">Its name, with <c>_</c>.</param>
/// <param name="Path">Its file below lib/modules/&lt;release&gt;/.</param>
/// <param name="Size">Bytes of that file.</param>
/// <param name="Package">The package's short name.</param>
/// <param name="Reason">Why there.</param>
/// <param name="Dependencies">The modules that it can't be loaded without, direct ones, sorted.</param>
public sealed record Placement(
    string Module, string Path, long Size, string Package, Reason Reason, IReadOnlyList<string> Dependencies)
{
    /// <summary><see cref="KernelModule.Digest"/> of its file; null where it is unknown.</summary>
    public string? Digest { get; init; }

    /// <summary><see cref="KernelModule.BuildId"/>.</summary>
    public string? BuildId { get; init; }

    /// <summary>Whether a module is the one that was placed, as far as size, build ID and digest tell.</summary>
    public bool IsOf(KernelModule module) => module.InstalledSize == Size && module.BuildId == BuildId
        && (Digest is null || module.Digest.Length == 0 || module.Digest == Digest);
}

/// <summary>All placements of a module tree.</summary>
/// <param name="Release">The kernel's release, as <c>uname -r</c> prints it.</param>
/// <param name="Map">The package map's name.</param>
/// <param name="Packages">The packages, in the map's order.</param>
/// <param name="Placements">Every module once, sorted by name.</param>
/// <param name="Warnings">Rules that match nothing or never decide.</param>
public sealed record Plan(
    string Release,
    string Map,
    IReadOnlyList<Package> Packages,
    IReadOnlyList<Placement> Placements,
    IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>What the packages are held to.</summary>
    public PlanTerms Terms { get; init; } = PlanTerms.None;

    /// <summary><see cref="KernelImage.File"/> of the kernel image; null where there was none.</summary>
    public string? Image { get; init; }

    /// <summary><see cref="KernelConfigFile.Digest"/> of the .config; null where there was none.</summary>
    public string? Config { get; init; }

    /// <summary>The package that carries the kernel image: the first that requires no other.</summary>
    public Package Base => Packages.First(package => package.Requires.Count == 0);

    /// <summary>Some packages and all that they require, in the map's order.</summary>
    public IReadOnlyList<string> Closure(IReadOnlyList<string> packages)
    {
        var needed = new HashSet<string>(packages, StringComparer.Ordinal);
        // Each package is after those that it requires.
        foreach (var package in Packages.Reverse().Where(package => needed.Contains(package.Name)))
            needed.UnionWith(package.Requires);
        return [.. Packages.Select(package => package.Name).Where(needed.Contains)];
    }

    /// <summary>
    /// The package that carries the device trees of boards, the default one: guests get a device tree of their own, or
    /// ACPI's tables, from the hypervisor.
    /// </summary>
    public Package OfBoards => Packages.FirstOrDefault(package => package.IsDefault) ?? Base;

    /// <summary>Each module's package.</summary>
    public Dictionary<string, string> PackageOfModules() =>
        Placements.ToDictionary(placement => placement.Module, placement => placement.Package, StringComparer.Ordinal);

    public IEnumerable<Placement> In(string package) => Placements.Where(placement => placement.Package == package);
}
