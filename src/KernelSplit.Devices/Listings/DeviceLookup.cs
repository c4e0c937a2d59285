using KernelSplit.Devices.Naming;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Devices.Listings;

/// <summary>Finds the drivers of devices, also for partial modaliases.</summary>
public sealed class DeviceLookup(ModuleTree tree)
{
    private readonly ModuleLookup _lookup = new(tree);
    private readonly Dictionary<string, Lazy<List<Candidate>>> _candidates = PartialModalias.Buses.ToDictionary(
        bus => bus, bus => new Lazy<List<Candidate>>(() => CandidatesOf(tree, bus)), StringComparer.Ordinal);

    // HDA_CODEC_ID_GENERIC in include/sound/hda_codec.h: codec_bind_generic asks for its driver where no other binds.
    private static readonly ListedDevice AnyCodec = new("", "", "hdaudio:v00000201r00000000a01");

    /// <summary>
    /// For a complete modalias, the modules that modprobe finds and the known built-in drivers. For a partial one,
    /// every driver that matches some value of the unknown fields, certain matches first, each once; of USB drivers
    /// only those that name vendor and product, as any device might have an interface of any class.
    /// </summary>
    public IReadOnlyList<PossibleDriver> Find(ListedDevice device)
    {
        var found = FindNamed(device);
        return found.Count == 0 && device.IsCodec ? FindNamed(AnyCodec) : found;
    }

    private IReadOnlyList<PossibleDriver> FindNamed(ListedDevice device)
    {
        if (!device.IsPartial)
            return [.. CompleteModalias(device.Modalias).Select(driver => new PossibleDriver(driver, []))];
        var fields = FieldsOf(device.Modalias);
        var found = CandidatesFor(device)
            .Select(candidate => Judge(candidate, fields, device.IsUsb))
            .OfType<PossibleDriver>()
            .GroupBy(possible => possible.Driver.Name, StringComparer.Ordinal)
            .Select(ofOne => ofOne.MinBy(possible => possible.Needs.Count)!)
            .Select(possible => IsSeen(device, possible) ? possible with { Needs = [] } : possible)
            .ToList();
        return [.. found.Where(possible => possible.IsCertain), .. found.Where(possible => !possible.IsCertain)];
    }

    /// <summary>
    /// For a partial modalias that stands for several devices: every alias that matches one of them by a field that the
    /// modalias has. A driver appears once for each alias.
    /// </summary>
    public IEnumerable<PossibleDriver> FindAll(ListedDevice device)
    {
        var fields = FieldsOf(device.Modalias);
        return CandidatesFor(device)
            .Where(candidate =>
                fields.Names.Any(name => fields[name] is not null && candidate.Fields[name] is not null))
            .Select(candidate =>
                PartialModalias.Match(fields, candidate.Fields) is { } open
                    ? new PossibleDriver(candidate.Driver, open)
                    : null)
            .OfType<PossibleDriver>();
    }

    private List<Candidate> CandidatesFor(ListedDevice device) =>
        _candidates[PartialModalias.BusOf(device.Modalias)!].Value;

    private IEnumerable<Driver> CompleteModalias(string modalias) =>
        _lookup.Resolve(modalias).Concat(OfPattern(modalias)).Concat(BuiltInDevices.For(tree, modalias)).DistinctBy(
            driver => driver.Name);

    /// <summary>The user may ask for a module's pattern itself; one with brackets doesn't match its own text.</summary>
    private IEnumerable<Driver> OfPattern(string alias) => alias.Contains('[')
        ? tree.Modules.Where(module => module.ModInfo.Aliases.Contains(alias)).Select(module =>
            new Driver(module.Name, alias, IsBuiltIn: false))
        : [];

    private static PossibleDriver? Judge(Candidate candidate, AliasFields device, bool isUsb)
    {
        if (PartialModalias.Match(device, candidate.Fields) is not { } open)
            return null;
        // What a vendor's devices of one class have is no guess about all that it makes.
        return open.Count > 0 && isUsb && (candidate.Fields["v"] is null || candidate.Fields["p"] is null)
            ? null
            : new PossibleDriver(candidate.Driver, open);
    }

    private static bool IsSeen(ListedDevice device, PossibleDriver possible) =>
        device.DriversSeen.Any(seen => ModulePath.NormalizeName(seen) == possible.Driver.Name);

    private static List<Candidate> CandidatesOf(ModuleTree tree, string bus) =>
    [
        .. tree.InLoadOrder.SelectMany(module => CandidatesOf(module.Name, module.ModInfo.Aliases, false, bus)),
        .. tree.BuiltIns.SelectMany(builtIn => CandidatesOf(builtIn.Name, builtIn.Aliases, true, bus)),
        .. BuiltInDevices.In(tree).SelectMany(driver => CandidatesOf(driver.Name, [driver.Alias], true, bus)),
    ];

    private static IEnumerable<Candidate> CandidatesOf(
        string name, IEnumerable<string> aliases, bool isBuiltIn, string bus) => aliases
        .Where(alias => alias.StartsWith(bus, StringComparison.Ordinal))
        .Select(alias => new Candidate(new Driver(name, alias, isBuiltIn), FieldsOf(alias)));

    private static AliasFields FieldsOf(string alias) =>
        new(alias[(alias.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private sealed record Candidate(Driver Driver, AliasFields Fields);
}
