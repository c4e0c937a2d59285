using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>A place that the kernel must run in: a directory under fragments/.</summary>
/// <param name="Directory">That directory.</param>
/// <param name="Name">The directory's name.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Devices">The devices that it presents, required and optional, on all architectures.</param>
/// <param name="Modules">Software loaded by name, not by device.</param>
public sealed record Target(
    string Directory, string Name, string Summary, IReadOnlyList<Device> Devices, IReadOnlyList<string> Modules)
{
    /// <summary>The targets that it builds on, as its file names them.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>What the kernel can do there beside driving devices; no part of the contract.</summary>
    public IReadOnlyList<Capability> Capabilities { get; init; } = [];

    /// <summary>The Kconfig symbols that build <see cref="Modules"/>, where the file says so.</summary>
    public IReadOnlyDictionary<string, KconfigNeeds> ModuleSymbols { get; init; } =
        new Dictionary<string, KconfigNeeds>();

    /// <summary>A modalias of each device that the targets' contracts name.</summary>
    public static IReadOnlyDictionary<string, string> ModaliasesByName(IEnumerable<Target> targets) => targets
        .SelectMany(target => target.Devices)
        .DistinctBy(device => device.Name)
        .ToDictionary(device => device.Name, device => device.Modaliases[0], StringComparer.Ordinal);

    /// <summary>The contract: the core package or vmlinux must serve every one.</summary>
    public IEnumerable<Requirement> Contract(Architecture architecture) =>
    [
        .. Devices
            .Where(device => device.Required && device.IsOn(architecture))
            .Select(device => new Requirement(Name, device.Name, device.Modaliases) { Symbols = device.Symbols }),
        .. Modules.Select(module => new Requirement(Name, module, [])
        {
            Symbols = ModuleSymbols.GetValueOrDefault(module, KconfigNeeds.Unknown),
        }),
    ];

    /// <summary>What its fragments request beyond the contract, and why.</summary>
    /// <exception cref="IOException">A fragment can't be read.</exception>
    public IEnumerable<NotRequired> NotRequired =>
        Architecture.All.SelectMany(Fragments).Distinct().SelectMany(Targets.NotRequired.In);

    /// <summary>Its .config fragments in the order in which they apply.</summary>
    public IReadOnlyList<string> Fragments(Architecture architecture) =>
    [
        .. new[] { "common.config", $"{architecture.Name}.config" }
            .Select(file => Path.Combine(Directory, file))
            .Where(File.Exists),
    ];
}
