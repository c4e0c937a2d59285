using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Support;

/// <summary>A kernel that is asked what it serves: by its modules, its .config, or both.</summary>
/// <param name="Name">What its column is called.</param>
/// <param name="Source">The inputs as the user named them.</param>
/// <param name="Release">As <c>uname -r</c> prints it; of a .config alone, its version.</param>
/// <param name="Tree">Its modules; nothing where only a .config was given.</param>
/// <param name="Config">Its .config; nothing where none was found.</param>
/// <param name="PackageOf">The package that has a module, by the module's name; nothing for a kernel that isn't packaged.</param>
public sealed record SupportedKernel(
    string Name, string Source, string Release, ModuleTree? Tree, DotConfig? Config, Func<string, string?> PackageOf)
{
    /// <summary>
    /// Takes any port of a keyboard or mouse to hand its bytes to programs (drivers/input/serio/serio_raw.c): no driver
    /// of either, though modprobe loads it.
    /// </summary>
    private const string RawPorts = "serio_raw";

    /// <summary>Nothing for one that kernelsplit doesn't know.</summary>
    public Architecture? Architecture => Config?.Architecture ?? Architecture.OfKbuild(Tree?.Architecture);

    public Cell Ask(Device device)
    {
        if (!IsHere(device.Architectures))
            return Cell.Of(CellState.NotOnArchitecture);
        var drivers = device.Modaliases.Select(DriversOf).ToList();
        // Most drivers in the kernel image don't say what they drive; the symbol does.
        var cell = ByConfig(device.Symbols);
        if (cell.State == CellState.BuiltIn || drivers.All(drivers => drivers.Any(driver => driver.IsBuiltIn)))
            return cell with { State = CellState.BuiltIn };
        return drivers.All(drivers => drivers.Count > 0)
            ? ByModules(drivers.SelectMany(drivers => drivers).Where(driver => !driver.IsBuiltIn).Select(driver => driver.Name))
            : cell;
    }

    /// <param name="module">A module's name, with <c>-</c> or <c>_</c>.</param>
    /// <param name="symbols">Those that build it.</param>
    public Cell Ask(string module, KconfigNeeds symbols) =>
        Tree?.FindModule(module) is { } found ? ByModules([found.Name])
        : Tree?.FindBuiltIn(module) is not null ? Cell.Of(CellState.BuiltIn)
        // modules.builtin lists all that could have been a module.
        : Config is null && Tree is { BuiltIns.Count: > 0 } ? Cell.Of(CellState.Missing, symbols.MissingIn(_ => null))
        : ByConfig(symbols);

    public Cell Ask(Capability capability)
    {
        if (!IsHere(capability.Architectures))
            return Cell.Of(CellState.NotOnArchitecture);
        var found = capability.Modules.Where(module => Tree?.FindModule(module) is not null).ToList();
        if (Config is null)
            return found.Count > 0 ? ByModules(found) : Cell.Of(CellState.Unknown);
        var cell = ByConfig(capability.Symbols);
        if (cell.State != CellState.NotHere)
            return cell;
        return found.Count > 0 ? ByModules(found) with { Symbols = cell.Symbols }
            : capability.Modules.Count == 0 ? cell with { State = CellState.Module }
            : cell;
    }

    private List<Driver> DriversOf(string modalias) => [.. (Tree?.Drivers(modalias) ?? []).Where(driver => driver.Name != RawPorts)];

    private Cell ByModules(IEnumerable<string> modules)
    {
        var names = modules.Distinct().Order(StringComparer.Ordinal).ToList();
        return new Cell(
            CellState.Module, names, [.. names.Select(PackageOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)], []);
    }

    /// <summary>What no module serves, or nobody's module was asked for.</summary>
    private Cell ByConfig(KconfigNeeds symbols)
    {
        if (Config is not { } config || !symbols.IsKnown)
            return Cell.Of(CellState.Unknown);
        return symbols.ValueIn(config.Value) switch
        {
            'y' => Cell.Of(CellState.BuiltIn, symbols.ServingIn(config.Value)),
            'm' => Cell.Of(Tree is null ? CellState.Module : CellState.NotHere, symbols.ServingIn(config.Value)),
            _ => Cell.Of(CellState.Missing, symbols.MissingIn(config.Value)),
        };
    }

    private bool IsHere(IReadOnlyList<Architecture> architectures) =>
        architectures.Count == 0 || Architecture is null || architectures.Contains(Architecture);
}
