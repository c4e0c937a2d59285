using System.Globalization;
using KernelSplit.Devices.Naming;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// Devices on the bus behind a PCI device, which lspci doesn't list: a driver of the PCI device alone makes only the
/// bus.
/// </summary>
public static class BusesBehind
{
    private const uint RedHat = 0x1AF4;
    private const uint FirstVirtio = 0x1040;
    private const uint LastVirtio = 0x107F;

    // Transitional devices have ids of their own (virtio specification, 4.1.2.1).
    private static readonly Dictionary<uint, uint> Transitional = new()
    {
        [0x1000] = 1,
        [0x1001] = 2,
        [0x1002] = 5,
        [0x1003] = 3,
        [0x1004] = 8,
        [0x1005] = 4,
        [0x1009] = 9,
    };

    // By vendor and device: what such a guest has at least. The GUIDs are those of include/linux/hyperv.h.
    private static readonly Dictionary<(uint Vendor, uint Device), string[]> Known = new()
    {
        // drivers/xen/platform-pci.c
        [(0x5853, 0x0001)] = ["xen:vbd", "xen:vif"],
        [(0x5853, 0x0002)] = ["xen:vbd", "xen:vif"],
        // Hyper-V's graphics adapter, drivers/gpu/drm/hyperv
        [(0x1414, 0x5353)] = ["vmbus:d96361baa104294db60572e2ffb1dc7f", "vmbus:635161f83edfc546913ff2d2f965ed0e"],
    };

    // Intel's Volume Management Device, drivers/pci/controller/vmd.c.
    private static readonly HashSet<uint> VolumeManagement =
        [0x201D, 0x28C0, 0x467F, 0x4C3D, 0x7D0B, 0x9A0B, 0xA77F, 0xAD0B];

    private const uint Intel = 0x8086;
    private const string SoundController = "snd_hda_intel";
    private const string SoundClass = "0403";
    // Where it isn't told which codec there is.
    private const string AnyCodec = "hdaudio:v*r*a01";
    // The duplex codec of QEMU, libvirt's default: hw/audio/hda-codec-common.h.
    private const string QemuCodec = "hdaudio:v1AF40022r00100101a01";
    private const string Nvme = "pci:v*d*sv*sd*bc01sc08i02";

    /// <summary>A machine's devices with those behind them, where the listing has none of that bus.</summary>
    /// <param name="devices">The machine's, as listed.</param>
    /// <param name="driversOf">What drives one for certain; null if the machine doesn't use it itself.</param>
    public static IEnumerable<ListedDevice> With(
        IReadOnlyList<ListedDevice> devices, Func<ListedDevice, IReadOnlyList<string>?> driversOf)
    {
        foreach (var device in devices)
        {
            yield return device;
            foreach (var behind in driversOf(device) is { } drivers ? Of(device, drivers) : [])
            {
                var bus = behind.Modalias[..(behind.Modalias.IndexOf(':', StringComparison.Ordinal) + 1)];
                if (bus == PartialModalias.Pci ? !devices.Any(IsNvme) : !devices.Any(other => IsOn(other, bus)))
                    yield return behind;
            }
        }
    }

    private static IEnumerable<ListedDevice> Of(ListedDevice device, IReadOnlyList<string> drivers)
    {
        if (!device.Modalias.StartsWith(PartialModalias.Pci, StringComparison.Ordinal))
            return [];
        var fields = new AliasFields(device.Modalias[PartialModalias.Pci.Length..]);
        return fields.Number("v") is { } vendor && fields.Number("d") is { } id
            ? Modaliases(vendor, id, fields, drivers).Select(modalias =>
                new ListedDevice($"behind {device.Place}".TrimEnd(), "", modalias) { IsConfigured = true })
            : [];
    }

    private static IEnumerable<string> Modaliases(
        uint vendor, uint id, AliasFields fields, IReadOnlyList<string> drivers)
    {
        if (vendor == RedHat && VirtioType(id) is { } type)
        {
            var by = fields.Number("sv") ?? RedHat;
            return [string.Create(CultureInfo.InvariantCulture, $"virtio:d{type:X8}v{by:X8}")];
        }

        if (vendor == Intel && VolumeManagement.Contains(id))
            return [Nvme];
        if (fields["bc"] + fields["sc"] == SoundClass || drivers.Contains(SoundController))
            return [fields.Number("sv") == RedHat ? QemuCodec : AnyCodec];
        return Known.GetValueOrDefault((vendor, id)) ?? [];
    }

    private static uint? VirtioType(uint id) => id is > FirstVirtio and <= LastVirtio
        ? id - FirstVirtio
        : Transitional.TryGetValue(id, out var type) ? type : null;

    private static bool IsOn(ListedDevice device, string bus) =>
        device.Modalias.StartsWith(bus, StringComparison.Ordinal);

    private static bool IsNvme(ListedDevice device) =>
        IsOn(device, PartialModalias.Pci) && device.Modalias.Contains("bc01sc08", StringComparison.Ordinal);
}
