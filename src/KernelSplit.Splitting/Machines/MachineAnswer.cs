using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Splitting.Machines;

/// <summary>Which packages of a kernel a machine needs.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Devices">Every device of the machine, in the listings' order.</param>
/// <param name="Unknown">Lines of the listings that were not understood.</param>
public sealed record MachineAnswer(
    PackagedKernel Kernel, IReadOnlyList<DeviceAnswer> Devices, IReadOnlyList<Diagnostic> Unknown)
{
    private const string AskForClass = "most USB drivers match by class, which cat "
        + "/sys/bus/usb/devices/*/modalias shows";
    private const string AskForCodec = "HD audio codecs are matched by their ids, which cat "
        + "/sys/bus/hdaudio/devices/*/modalias shows";
    private const string AskForInterface = "such drivers match by PCI programming interface and subsystem, which "
        + "lspci -nnv shows";

    /// <summary>What must be installed: the base first, then the others that drivers are in, sorted.</summary>
    public IReadOnlyList<string> Packages =>
        [Kernel.Base, .. PackagesOf(IsNeeded).Where(package => package != Kernel.Base)];

    /// <summary>Optional packages besides <see cref="Packages"/>, sorted.</summary>
    public IReadOnlyList<string> OptionalPackages => [.. PackagesOf(device => !IsNeeded(device)).Except(Packages)];

    /// <summary>
    /// A device that perhaps needs a package needs it unless another possible driver is installed anyway.
    /// </summary>
    private bool IsNeeded(DeviceAnswer device) => device.State switch
    {
        DeviceState.Optional => false,
        DeviceState.Perhaps => !device.Drivers.Any(driver => driver.Package is null || driver.Package == Kernel.Base),
        _ => true,
    };

    private IEnumerable<string> PackagesOf(Func<DeviceAnswer, bool> which) =>
        Devices.Where(which).SelectMany(device => device.Packages).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Judges each device. modprobe loads all modules that match one, so all are needed.</summary>
    public static MachineAnswer Of(PackagedKernel kernel, IReadOnlyList<Listing> listings)
    {
        var lookup = new DeviceLookup(kernel.Tree);
        return new MachineAnswer(
            kernel,
            [
                .. BusesBehind
                    .With([.. listings.SelectMany(listing => listing.Devices)], device => OwnDrivers(lookup, device))
                    .Select(device => Judge(kernel, lookup, device)),
            ],
            [.. listings.SelectMany(listing => listing.Unknown)]);
    }

    private static IReadOnlyList<string>? OwnDrivers(DeviceLookup lookup, ListedDevice device) =>
        GivenAway.By(device) is not null ? null
        : [.. lookup.Find(device).Where(driver => driver.IsCertain).Select(driver => driver.Driver.Name)];

    private static DeviceAnswer Judge(PackagedKernel kernel, DeviceLookup lookup, ListedDevice device)
    {
        var found = lookup.Find(device);
        if (GivenAway.By(device) is { } stub)
            return GivenAway.Answer(kernel, device, stub, Placed(kernel, found));
        if (found.Any(driver => driver.IsCertain))
            return Driven(kernel, device, [.. found.Where(driver => driver.IsCertain)]);
        if (BuiltInSeen(kernel.Tree, device) is { } seen)
            return new DeviceAnswer(
                device, DeviceState.BuiltIn, [new PackagedDriver(new PossibleDriver(seen, []), null)],
                "by the driver that the listing names");
        if (DriverlessDevices.NotNeeded(device) is { } reason)
            return new DeviceAnswer(device, DeviceState.NoneNeeded, [], reason);
        if (found.Count > 0)
            return new DeviceAnswer(
                device, DeviceState.Perhaps, Placed(kernel, found), device.IsUsb ? AskForClass
                : device.IsCodec ? AskForCodec
                : AskForInterface);
        return device.IsPartial && device.IsUsb
            ? new DeviceAnswer(device, DeviceState.Unclear, [], AskForClass)
            : new DeviceAnswer(device, DeviceState.Missing, []);
    }

    private static DeviceAnswer Driven(
        PackagedKernel kernel, ListedDevice device, IReadOnlyList<PossibleDriver> drivers) =>
        new(
        device,
        drivers.All(driver => driver.Driver.IsBuiltIn) ? DeviceState.BuiltIn
        : DriverlessDevices.IsNoDevice(device) ? DeviceState.Optional
        : DeviceState.Module,
        Placed(kernel, drivers));

    private static IReadOnlyList<PackagedDriver> Placed(PackagedKernel kernel, IReadOnlyList<PossibleDriver> drivers) =>
        [
            .. drivers.Select(driver =>
                new PackagedDriver(driver, driver.Driver.IsBuiltIn ? null : kernel.PackageOf[driver.Driver.Name])),
        ];

    /// <summary>Built-in drivers have no aliases; where the listing names one, this kernel has it too.</summary>
    private static Driver? BuiltInSeen(ModuleTree tree, ListedDevice device) => device.DriversSeen
        .Select(tree.FindBuiltIn)
        .OfType<BuiltInModule>()
        .Where(builtIn => builtIn.SourcePath is not null)
        .Select(builtIn => new Driver(builtIn.Name, device.Modalias, IsBuiltIn: true))
        .FirstOrDefault();
}
