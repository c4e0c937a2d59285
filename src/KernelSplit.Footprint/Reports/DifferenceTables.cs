using System.Globalization;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A difference as tables, for every report that people read from top to bottom.</summary>
public static class DifferenceTables
{
    private const int MostNames = 4;

    /// <summary>Without those that would be empty.</summary>
    public static IReadOnlyList<Table> Of(Difference difference) =>
    [
        .. new[]
        {
            Packages(difference), Update(difference), Findings(difference), Advice(difference), CameAndWent(difference), Moved(difference), Grown(difference), Config(difference),
            Devices(difference), Edges(difference), Sets(difference, "firmware", module => module.Firmware),
            Sets(difference, "parameters", module => module.Parameters), Sets(difference, "dependencies", module => module.Dependencies),
            Sets(difference, "exported symbols", module => module.Exports),
        }.Where(table => table.Rows.Count > 0),
    ];

    private static Table Packages(Difference difference) => new(
        "packages",
        ["package", "installed", "was", "difference", "to download", "difference", "modules", "came", "went", "really changed", "budget"],
        [.. difference.Packages.Append(difference.Total).Select(package => Package(package, difference.IsUpdate))]);

    private static string[] Package(PackageChange package, bool isUpdate) =>
    [
        package.Package,
        Size(package.Now?.InstalledSize),
        Size(package.Then?.InstalledSize),
        Verdict.Growth(package.InstalledGrowth) + Verdict.Percent(package.InstalledGrowth, package.Then?.InstalledSize),
        Size(package.Now?.DownloadSize),
        package.DownloadGrowth is { } growth ? Verdict.Growth(growth) : "-",
        Number(package.Now?.Modules ?? 0),
        Number(package.Gained),
        Number(package.Lost),
        isUpdate ? Number(package.Rewritten) : "-",
        Size(package.Budget),
    ];

    /// <summary>Three costs that are easily mixed up: of today's package managers, of ideal ones, and of what really changed.</summary>
    private static Table Update(Difference difference) => new(
        "what the update costs",
        ["package", "download today", "ideal delta", "modules that really changed", "their size"],
        [
            .. (difference.IsUpdate ? difference.Packages.Where(package => package.Now is not null).Append(difference.Total) : []).Select(package => new[]
            {
                package.Package, Size(package.Now?.DownloadSize), Size(package.IdealDelta), Number(package.Rewritten + package.Gained), Size(package.RewrittenSize),
            }),
        ]);

    private static Table Findings(Difference difference) => new(
        "gates",
        ["gate", "", "finding"],
        [
            .. difference.Gates.Where(gate => gate.Findings.Count > 0).OrderBy(gate => gate.Passed)
                .SelectMany(gate => gate.Findings, (gate, finding) => new[] { gate.Name, finding.Severity.ToString().ToLowerInvariant(), $"{finding.File}: {finding.Message}{(finding.Hint is null ? "" : $". {finding.Hint}")}" }),
        ]);

    private static Table Advice(Difference difference) => new(
        difference.Advice is { } advice ? $"what to ship: {advice.Why}" : "",
        ["package", "ship", "because"],
        [.. difference.Advice?.Packages.Select(package => new[] { package.Package, package.MustShip ? "yes" : "no need", package.Why }) ?? []]);

    private static Table CameAndWent(Difference difference) => new(
        "modules that came and went",
        ["module", "", "package", "size", "why there"],
        [
            .. difference.Modules.Where(module => module.Fate != ModuleFate.Kept).Select(module => new[]
            {
                module.Name, Words(module), module.NewPackage ?? module.OldPackage ?? "", Size(module.NewSize ?? module.OldSize), module.NewReason ?? module.OldReason ?? "",
            }),
        ]);

    private static string Words(ModuleChange module) => module.Fate switch
    {
        ModuleFate.Added => "new",
        ModuleFate.Removed => "gone",
        ModuleFate.Renamed => $"was {module.OldName}",
        ModuleFate.BuiltIn => "now built in",
        ModuleFate.Modular => "was built in",
        _ => "",
    };

    private static Table Moved(Difference difference) => new(
        "modules in another package",
        ["module", "was in", "is in", "before", "now"],
        [
            .. difference.Modules.Where(module => module.IsMoved)
                .Select(module => new[] { module.Name, module.OldPackage!, module.NewPackage!, module.OldReason!, module.NewReason! }),
        ]);

    /// <summary>Where the bytes went, both ways.</summary>
    private static Table Grown(Difference difference) => new(
        difference.IsUpdate ? $"modules that really changed: {difference.Rewritten} of {difference.Old.Modules.Count}" : "modules of another size",
        ["module", "package", "was", "is", "difference"],
        [
            .. difference.Modules.Where(module => module.Fate is ModuleFate.Kept or ModuleFate.Renamed && (module.HasNewCode == true || (!difference.IsUpdate && module.Growth != 0)))
                .OrderByDescending(module => Math.Abs(module.Growth)).ThenBy(module => module.Name, StringComparer.Ordinal)
                .Select(module => new[] { module.Name, module.NewPackage!, Size(module.OldSize), Size(module.NewSize), Verdict.Growth(module.Growth) }),
        ]);

    private static Table Config(Difference difference) => new(
        "configuration",
        ["symbol", "asked for in", "builds"],
        [.. difference.Config.Select(change => new[] { change.Notation, string.Join(", ", change.Fragments), Names.Some(change.Modules, MostNames) })]);

    private static Table Devices(Difference difference) => new(
        "devices and requests",
        ["bus", "", "what", "before", "now"],
        [
            .. difference.Devices.OrderByDescending(device => device.Fate).ThenBy(device => device.Bus, StringComparer.Ordinal).Select(device => new[]
            {
                device.Bus, device.Fate.ToString().ToLowerInvariant(), device.Words, Owners(device.Then), Owners(device.Now),
            }),
        ]);

    private static string Owners(IReadOnlyList<AliasOwner> owners) =>
        Names.Some([.. owners.Select(owner => owner.IsBuiltIn ? $"{owner.Module}, built in" : $"{owner.Module} in {owner.Package}")], MostNames);

    private static Table Edges(Difference difference) => new(
        "packages that need another package as they didn't before",
        ["package", "needs", "requires it", "because"],
        [.. difference.NewEdges.Select(edge => new[] { edge.From, edge.To, edge.IsRequired ? "yes" : "NO", Names.Some(edge.Modules, MostNames) })]);

    private static Table Sets(Difference difference, string title, Func<ModuleChange, SetChange> set) => new(
        title,
        ["module", "came", "went"],
        [
            .. difference.Modules.Where(module => !set(module).IsNone)
                .Select(module => new[] { module.Name, Names.Some(set(module).Gained, MostNames), Names.Some(set(module).Lost, MostNames) }),
        ]);

    private static string Size(long? bytes) => bytes is { } size ? ByteSize.Format(size) : "-";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
