using System.Globalization;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A diff as tables, for all text reports.</summary>
public static class DifferenceTables
{
    private const int MostNames = 4;

    /// <summary>All tables that aren't empty.</summary>
    public static IReadOnlyList<Table> Of(Difference difference) =>
    [
        .. new[]
        {
            Packages(difference), Update(difference), Findings(difference), Advice(difference), CameAndWent(difference),
            Moved(difference), Grown(difference), Config(difference),
            Devices(difference), Edges(difference), Sets(difference, "firmware", module => module.Firmware),
            Sets(difference, "parameters", module => module.Parameters),
            Sets(difference, "dependencies", module => module.Dependencies),
            Sets(difference, "exported symbols", module => module.Exports),
        }.Where(table => table.Rows.Count > 0),
    ];

    private static Table Packages(Difference difference) => new(
        "packages",
        [
            "package", "installed", "was", "difference", "to download", "difference", "modules", "added", "removed",
            "code changed", "budget",
        ],
        [.. difference.Packages.Append(difference.Total).Select(package => Package(package, difference.IsUpdate))]);

    private static string[] Package(PackageChange package, bool isUpdate) =>
    [
        package.Package,
        Size(package.Now?.InstalledSize),
        Size(package.Then?.InstalledSize),
        DiffVerdict.Growth(package.InstalledGrowth)
            + DiffVerdict.Percent(package.InstalledGrowth, package.Then?.InstalledSize),
        Size(package.Now?.DownloadSize),
        package.DownloadGrowth is { } growth ? DiffVerdict.Growth(growth) : "-",
        Number(package.Now?.Modules ?? 0),
        Number(package.Gained),
        Number(package.Lost),
        isUpdate ? Number(package.CodeChanged) : "-",
        Size(package.Budget),
    ];

    /// <summary>
    /// Three different costs: the download by today's package managers, the ideal delta, and the modules with changed
    /// code.
    /// </summary>
    private static Table Update(Difference difference) => new(
        "what the update costs",
        ["package", "download today", "ideal delta", "new and changed modules", "their size"],
        [
            .. (difference.IsUpdate
                ? difference.Packages.Where(package => package.Now is not null).Append(difference.Total)
                : []).Select(package => new[]
            {
                package.Package, Size(package.Now?.DownloadSize), Size(package.IdealDelta), Number(
                    package.CodeChanged + package.Gained), Size(package.ChangedSize),
            }),
        ]);

    private static Table Findings(Difference difference) => new(
        "gates",
        ["gate", "", "finding"],
        [
            .. difference.Gates.Where(gate => gate.Findings.Count > 0).OrderBy(gate => gate.Passed)
                .SelectMany(
                    gate => gate.Findings,
                    (
                        gate, finding) => new[] { gate.Name, finding.Severity.ToString().ToLowerInvariant(),
                        $"{finding.File}: {finding.Message}{(finding.Hint is null ? "" : $". {finding.Hint}")}" }),
        ]);

    private static Table Advice(Difference difference) => new(
        difference.Advice is { } advice ? $"what to ship: {advice.Why}" : "",
        ["package", "ship", "because"],
        [.. difference.Advice?.Packages.Select(
            package => new[] { package.Package, package.MustShip ? "yes" : "no", package.Why }) ?? []]);

    private static Table CameAndWent(Difference difference) => new(
        "modules added and removed",
        ["module", "", "package", "size", "reason"],
        [
            .. difference.Modules.Where(module => module.Status != ModuleStatus.Kept).Select(module => new[]
            {
                module.Name, Describe(module), module.NewPackage ?? module.OldPackage ?? "",
                    Size(module.NewSize ?? module.OldSize), module.NewReason ?? module.OldReason ?? "",
            }),
        ]);

    private static string Describe(ModuleChange module) => module.Status switch
    {
        ModuleStatus.Added => "new",
        ModuleStatus.Removed => "removed",
        ModuleStatus.Renamed => $"was {module.OldName}",
        ModuleStatus.BuiltIn => "now built in",
        ModuleStatus.Modular => "was built in",
        _ => "",
    };

    private static Table Moved(Difference difference) => new(
        "modules in another package",
        ["module", "was in", "is in", "old reason", "new reason"],
        [
            .. difference.Modules.Where(module => module.IsMoved)
                .Select(module => new[]
                {
                    module.Name, module.OldPackage!, module.NewPackage!, module.OldReason!, module.NewReason!,
                }),
        ]);

    /// <summary>Modules by growth or shrinkage.</summary>
    private static Table Grown(Difference difference) => new(
        difference.IsUpdate
            ? $"modules with changed code: {difference.CodeChanged} of {difference.Old.Modules.Count}"
            : "modules with another size",
        ["module", "package", "was", "is", "difference"],
        [
            .. difference.Modules
                .Where(module => module.Status is ModuleStatus.Kept or ModuleStatus.Renamed
                    && (module.HasNewCode == true || (!difference.IsUpdate && module.Growth != 0)))
                .OrderByDescending(module => Math.Abs(module.Growth))
                    .ThenBy(module => module.Name, StringComparer.Ordinal)
                .Select(module => new[]
                {
                    module.Name, module.NewPackage!, Size(module.OldSize), Size(module.NewSize),
                    DiffVerdict.Growth(module.Growth),
                }),
        ]);

    private static Table Config(Difference difference) => new(
        "configuration",
        ["symbol", "set in", "builds"],
        [
            .. difference.Config.Select(change =>
                new[] { change.Notation, string.Join(", ", change.Fragments), Names.Some(change.Modules, MostNames) }),
        ]);

    private static Table Devices(Difference difference) => new(
        "devices and aliases",
        ["bus", "", "device", "before", "now"],
        [
            .. difference.Devices.OrderByDescending(device => device.Status).ThenBy(
                device => device.Bus, StringComparer.Ordinal).Select(device => new[]
            {
                device.Bus, device.Status.ToString().ToLowerInvariant(), device.Description, Owners(device.Then),
                    Owners(device.Now),
            }),
        ]);

    private static string Owners(IReadOnlyList<AliasOwner> owners) =>
        Names.Some([.. owners.Select(owner => owner.IsBuiltIn ? $"{owner.Module}, built "
            + "in" : $"{owner.Module} in {owner.Package}")], MostNames);

    private static Table Edges(Difference difference) => new(
        "new dependencies between packages",
        ["package", "depends on", "requires it", "because of"],
        [
            .. difference.NewEdges.Select(edge =>
                new[] { edge.From, edge.To, edge.IsRequired ? "yes" : "NO", Names.Some(edge.Modules, MostNames) }),
        ]);

    private static Table Sets(Difference difference, string title, Func<ModuleChange, SetChange> set) => new(
        title,
        ["module", "added", "removed"],
        [
            .. difference.Modules.Where(module => !set(module).IsNone)
                .Select(module => new[]
                {
                    module.Name, Names.Some(set(module).Gained, MostNames), Names.Some(set(module).Lost, MostNames),
                }),
        ]);

    private static string Size(long? bytes) => bytes is { } size ? ByteSize.Format(size) : "-";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
