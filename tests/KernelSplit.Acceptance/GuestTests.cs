using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>The contracts, held against what a guest of QEMU really sees.</summary>
[Part(Part.Guests)]
public sealed class GuestTests
{
    private const int PciIds = 26;

    [AptTheory]
    [InlineData("kvm", 15)]
    [InlineData("esxi", 5)]
    public void A_guest_sees_the_very_devices_that_the_contract_lists(string target, int atLeast)
    {
        using var guest = new Guest(DistributionKernels.Generic[^1]);
        var plugged = new DataDirectories(Shell.Checkout).ReadTargets([target])
            .SelectMany(one => one.Devices)
            .Where(device => device.IsOn(Architecture.All[0]) && device.Modaliases.Any(IsThereWithoutDriver))
            .Select(device =>
                (Device: device, Plug: device.Qemu.Select(guest.Plug).FirstOrDefault(plug => plug is not null)))
            .Where(device => device.Plug is not null)
            .ToList();
        plugged.Count.ShouldBeGreaterThan(atLeast);

        var seen = guest.Modaliases(plugged.Select(device => device.Plug!).DistinctBy(plug => string.Join(' ', plug)));

        plugged.Where(device => !IsSeen(device.Device, seen)).Select(device =>
            $"{device.Device.Name} ({string.Join(' ', device.Plug!)})").ShouldBeEmpty();
    }

    /// <summary>
    /// What the contract knows from another hypervisor has QEMU's subsystem here; the driver leaves that open.
    /// </summary>
    private static bool IsSeen(Device device, HashSet<string> seen) =>
        device.Source.Contains("QEMU", StringComparison.Ordinal)
        ? device.Modaliases.Any(seen.Contains)
        : device.Modaliases.Any(modalias =>
            seen.Any(other =>
                other.AsSpan(0, Math.Min(other.Length, PciIds))
                    .SequenceEqual(modalias.AsSpan(0, Math.Min(modalias.Length, PciIds)))));

    private static bool IsThereWithoutDriver(string modalias) => modalias.Split(':')[0] is "pci" or "virtio" or "acpi";
}
