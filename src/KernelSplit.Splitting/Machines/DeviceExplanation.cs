using KernelSplit.Devices.Listings;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Machines;

/// <summary>A target's name for a device that it presents to guests.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Name">The device's name in its contract.</param>
public sealed record PresentedDevice(string Target, string Name);

/// <summary>A driver and the aliases by which it matches some of several devices.</summary>
/// <param name="Name">The module, or the code in the kernel image.</param>
/// <param name="Package">Its package; nothing for what is in the kernel image.</param>
/// <param name="Aliases">As the driver has them.</param>
public sealed record DriverOfSeveral(string Name, string? Package, IReadOnlyList<string> Aliases);

/// <summary>What a kernel has for a named device.</summary>
/// <param name="Answer">As for a device of a machine.</param>
/// <param name="PresentedBy">The targets that present it, by vendor and device for PCI and USB.</param>
/// <param name="Several">Where the name means several devices: each driver that names one of them.</param>
/// <param name="Behind">What is on the bus that it makes, and that no listing of PCI devices has.</param>
/// <param name="AsUsb">Where no PCI device has these numbers for certain: what drives the USB device that has
/// them.</param>
public sealed record DeviceExplanation(
    DeviceAnswer Answer,
    IReadOnlyList<PresentedDevice> PresentedBy,
    IReadOnlyList<DriverOfSeveral> Several,
    IReadOnlyList<DeviceAnswer> Behind,
    DeviceAnswer? AsUsb)
{
    /// <summary>
    /// Whether it drives the device for certain, and has drivers for what is behind it, or none is needed; of several
    /// devices, one at least.
    /// </summary>
    public bool IsDriven =>
        Several.Count > 0
        || (Answer.State is not (DeviceState.Missing or DeviceState.Perhaps or DeviceState.Unclear)
            && Behind.All(device => device.State != DeviceState.Missing));

    /// <param name="kernel">The kernel.</param>
    /// <param name="device">The device, or several of which it leaves open which.</param>
    /// <param name="asUsb">The USB device with the same numbers, where what was asked could mean that.</param>
    /// <param name="targets">All that there are.</param>
    public static DeviceExplanation Of(
        PackagedKernel kernel, ListedDevice device, ListedDevice? asUsb, IEnumerable<Target> targets)
    {
        var (answer, behind) = Judge(kernel, device);
        var isSeveral = device.IsPartial && DeviceId.OneDevice(device.Modalias) is null;
        var explanation = new DeviceExplanation(
            answer,
            [.. behind.Prepend(answer).SelectMany(one => Presented(one.Device.Modalias, targets)).Distinct()],
            isSeveral ? AllDrivers(kernel, device) : [],
            behind,
            null);
        return explanation.IsDriven || asUsb is null
            || Judge(kernel, asUsb).Answer is not { State: DeviceState.Module or DeviceState.BuiltIn } found
            ? explanation
            : explanation with { AsUsb = found };
    }

    private static (DeviceAnswer Answer, IReadOnlyList<DeviceAnswer> Behind) Judge(
        PackagedKernel kernel, ListedDevice device)
    {
        var answers = MachineAnswer.Of(kernel, [new Listing([device], [])]).Devices;
        return (answers[0], [.. answers.Skip(1)]);
    }

    private static IEnumerable<PresentedDevice> Presented(string modalias, IEnumerable<Target> targets)
    {
        var pattern = DeviceId.OneDevice(modalias) is { } one ? $"{one}*" : modalias;
        return targets
            .SelectMany(target => target.Devices, (target, device) => (target, device))
            .Where(pair => pair.device.Modaliases.Any(presented => AliasPattern.Matches(pattern, presented)))
            .Select(pair => new PresentedDevice(pair.target.Name, pair.device.Name));
    }

    private static IReadOnlyList<DriverOfSeveral> AllDrivers(PackagedKernel kernel, ListedDevice device) =>
    [
        .. new DeviceLookup(kernel.Tree).FindAll(device)
            .GroupBy(possible => possible.Driver.Name, StringComparer.Ordinal)
            .Select(group => new DriverOfSeveral(
                group.Key,
                group.First().Driver.IsBuiltIn ? null : kernel.PackageOf[group.Key],
                [.. group.Select(possible => possible.Driver.Alias).Distinct().Order(StringComparer.Ordinal)]))
            .OrderByDescending(driver => driver.Aliases.Count).ThenBy(driver => driver.Name, StringComparer.Ordinal),
    ];
}
