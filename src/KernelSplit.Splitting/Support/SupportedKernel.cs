using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Support;

/// <summary>A kernel whose support is looked up: by its modules, its .config, or both.</summary>
/// <param name="Name">What its column is called.</param>
/// <param name="Source">The inputs as the user named them.</param>
/// <param name="Release">As <c>uname -r</c> prints it; of a .config alone, its version.</param>
/// <param name="Tree">Its modules; nothing where only a .config was given.</param>
/// <param name="Config">Its .config; nothing where none was found.</param>
/// <param name="PackageOf">The package that has a module, by the module's name; nothing for a kernel that isn't
/// packaged.</param>
public sealed record SupportedKernel(
    string Name, string Source, string Release, ModuleTree? Tree, KernelConfig? Config, Func<string, string?> PackageOf)
{
    /// <summary>
    /// Takes any port of a keyboard or mouse to hand its bytes to programs (drivers/input/serio/serio_raw.c): no driver
    /// of either, though modprobe loads it.
    /// </summary>
    private const string RawPorts = "serio_raw";

    /// <summary>Nothing for one that kernelsplit doesn't know.</summary>
    public Architecture? Architecture => Config?.Architecture ?? Architecture.OfKbuild(Tree?.Architecture);

    public SupportCell Ask(Device device)
    {
        if (!IsHere(device.Architectures))
            return SupportCell.Of(SupportState.NotOnArchitecture);
        var drivers = device.Modaliases.Select(DriversOf).ToList();
        // Most built-in drivers have no aliases; the symbol tells.
        var cell = ByConfig(device.Symbols);
        if (cell.State == SupportState.BuiltIn || drivers.All(drivers => drivers.Any(driver => driver.IsBuiltIn)))
            return cell with { State = SupportState.BuiltIn };
        return drivers.All(drivers => drivers.Count > 0)
            ? ByModules(
                drivers.SelectMany(drivers => drivers).Where(driver => !driver.IsBuiltIn).Select(driver => driver.Name))
            : cell;
    }

    /// <param name="module">A module's name, with <c>-</c> or <c>_</c>.</param>
    /// <param name="symbols">Those that build it.</param>
    public SupportCell Ask(string module, KconfigNeeds symbols) =>
        Tree?.FindModule(module) is { } found ? ByModules([found.Name])
        : Tree?.FindBuiltIn(module) is not null ? SupportCell.Of(SupportState.BuiltIn)
        // modules.builtin lists all that could have been a module.
        : Config is null && Tree is { BuiltIns.Count: > 0 }
            ? SupportCell.Of(SupportState.Missing, symbols.MissingIn(_ => null))
        : ByConfig(symbols);

    public SupportCell Ask(Capability capability)
    {
        if (!IsHere(capability.Architectures))
            return SupportCell.Of(SupportState.NotOnArchitecture);
        var found = capability.Modules.Where(module => Tree?.FindModule(module) is not null).ToList();
        if (Config is null)
            return found.Count > 0 ? ByModules(found) : SupportCell.Of(SupportState.Unknown);
        var cell = ByConfig(capability.Symbols);
        if (cell.State != SupportState.NotHere)
            return cell;
        return found.Count > 0 ? ByModules(found) with { Symbols = cell.Symbols }
            : capability.Modules.Count == 0 ? cell with { State = SupportState.Module }
            : cell;
    }

    private List<Driver> DriversOf(string modalias) =>
        [.. (Tree?.Drivers(modalias) ?? []).Where(driver => driver.Name != RawPorts)];

    private SupportCell ByModules(IEnumerable<string> modules)
    {
        var names = modules.Distinct().Order(StringComparer.Ordinal).ToList();
        return new SupportCell(
            SupportState.Module, names,
                [.. names.Select(PackageOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)], []);
    }

    /// <summary>For what no module serves.</summary>
    private SupportCell ByConfig(KconfigNeeds symbols)
    {
        if (Config is not { } config || !symbols.IsKnown)
            return SupportCell.Of(SupportState.Unknown);
        return symbols.ValueIn(config.Value) switch
        {
            'y' => SupportCell.Of(SupportState.BuiltIn, symbols.ServingIn(config.Value)),
            'm' => SupportCell.Of(
                Tree is null ? SupportState.Module : SupportState.NotHere, symbols.ServingIn(config.Value)),
            _ => SupportCell.Of(SupportState.Missing, symbols.MissingIn(config.Value)),
        };
    }

    private bool IsHere(IReadOnlyList<Architecture> architectures) =>
        architectures.Count == 0 || Architecture is null || architectures.Contains(Architecture);
}
