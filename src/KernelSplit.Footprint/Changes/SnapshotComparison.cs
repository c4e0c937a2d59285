using KernelSplit.Devices.Naming;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Changes;

/// <summary>Compares two split kernels.</summary>
public sealed class SnapshotComparison(Snapshot old, Snapshot now)
{
    /// <summary>The names of devices, from this machine's databases; by default, IDs only.</summary>
    public DeviceNames Names { get; init; } = new(null, null);

    /// <summary>The lines of fragments that set a symbol.</summary>
    public Func<string, IReadOnlyList<string>> FragmentsOf { get; init; } = _ => [];

    /// <summary>Today, to decide which waivers have expired.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether a new module that no rule matches is an error.</summary>
    public bool RequiresRules { get; init; }

    /// <exception cref="NothingToCompareException">They have no module in common.</exception>
    public Difference Run()
    {
        // Looking up names takes as long as all the rest.
        var devices = Task.Run(() => DeviceChanges.Between(old, now).Select(device => device.Named(Names)).ToList());
        var isUpdate = old.Architecture == now.Architecture;
        var all = ModulePairs.Between(old, now, isUpdate).ToList();
        if (!all.Exists(change => change.Then is not null && change.Now is not null))
            throw new NothingToCompareException($"{old.Release} and {now.Release} have no module in common");
        var modules = all.Where(change => change.IsReported).ToList();
        var total = Package(
            "all", PackageFootprint.Total("all", old.Sizes), PackageFootprint.Total("all", now.Sizes), modules);
        var difference = new Difference(old, now)
        {
            Packages = [.. Packages(modules)],
            Total = total,
            Modules = modules,
            BuiltIns = SetChange.Between(
                old.BuiltIns.Select(builtIn => builtIn.Name), now.BuiltIns.Select(builtIn => builtIn.Name)),
            Config = [.. Config(modules)],
            Devices = devices.GetAwaiter().GetResult(),
            Firmware = SetChange.Between(
                old.Modules.SelectMany(module => module.Firmware), now.Modules.SelectMany(module => module.Firmware)),
            NewEdges = [.. PackageEdge.New(old, now)],
            Remarks = [.. Remarks(isUpdate)],
        };
        return difference with
        {
            Gates = [.. new GateChecks(difference, Today, RequiresRules).Run()],
            Advice = isUpdate ? UpdateAdvice.Of(difference) : null,
        };
    }

    private IEnumerable<string> Remarks(bool isUpdate)
    {
        if (!isUpdate)
        {
            yield return $"{old.Release} is for {old.Architecture}, {now.Release} for {now.Architecture}: their code "
                + "can't be compared, and neither is an update of the other.";
        }

        if (Suffixes(old) is var then && Suffixes(now) is var after && then != after)
        {
            yield return $"Modules of {old.Release} are stored as {then}, those of {now.Release} as {after}: their "
                + "sizes on disk are not comparable.";
        }

        if (old.HasPackageSizes != now.HasPackageSizes)
        {
            var (packaged, other) = old.HasPackageSizes ? (old, now) : (now, old);
            yield return $"Sizes of {packaged.Release} are those of its packages, sizes of {other.Release} those of "
                + "its modules alone.";
        }

        if (old.Map != now.Map)
            yield return $"They are split by different package maps, {old.Map} and {now.Map}.";
        if (old.Config.Count == 0 || now.Config.Count == 0)
        {
            var release = (old.Config.Count == 0 ? old : now).Release;
            yield return $"{release} has no .config, so the configuration isn't compared.";
        }
    }

    private static string Suffixes(Snapshot kernel) =>
        string.Join(
            ", ",
            kernel.Modules.Select(module => module.Path[module.Path.LastIndexOf('.')..]).Distinct(
                StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private IEnumerable<PackageChange> Packages(List<ModuleChange> modules)
    {
        var (before, after) =
            (old.Sizes.ToDictionary(size => size.Package), now.Sizes.ToDictionary(size => size.Package));
        return after.Keys.Union(before.Keys).Select(name => Package(
            name,
            before.GetValueOrDefault(name),
            after.GetValueOrDefault(name),
            [.. modules.Where(module => module.OldPackage == name || module.NewPackage == name)]));
    }

    private PackageChange Package(
        string name, PackageFootprint? before, PackageFootprint? after, List<ModuleChange> modules)
    {
        var isTotal = name == "all";
        var gained = modules.Where(module =>
            module.Now is not null && (isTotal || module.NewPackage == name)
                && (module.Then is null || (!isTotal && module.IsMoved))).ToList();
        var codeChanged = modules
            .Where(module => module.HasNewCode == true && (isTotal || (module.NewPackage == name && !module.IsMoved)))
            .ToList();
        return new PackageChange(name, before, after)
        {
            Budget = now.Budgets.FirstOrDefault(budget => budget.Package == name)?.Installed,
            Gained = gained.Count,
            Lost = modules.Count(module =>
                module.Then is not null && (isTotal || module.OldPackage == name)
                    && (module.Now is null || (!isTotal && module.IsMoved))),
            CodeChanged = codeChanged.Count,
            ChangedSize = gained.Concat(codeChanged).Sum(module => module.NewSize ?? 0),
        };
    }

    private IEnumerable<ConfigChange> Config(List<ModuleChange> modules)
    {
        if (old.Config.Count == 0 || now.Config.Count == 0)
            return [];
        var caused = modules.Where(module => module.Status != ModuleStatus.Kept)
            .SelectMany(module => (module.Now ?? module.Then)!.Symbols, (module, symbol) => (symbol, module.Name))
            .ToLookup(pair => pair.symbol, pair => pair.Name, StringComparer.Ordinal);
        return ConfigChange.Between(old.Config, now.Config)
            .Select(change =>
                change with { Fragments = FragmentsOf(change.Symbol), Modules = [.. caused[change.Symbol]] });
    }
}
