using System.Text;
using System.Text.RegularExpressions;
using KernelSplit.Booting.Emulation;

namespace KernelSplit.Booting.Initramfs;

/// <summary>What the guest's script is told.</summary>
/// <param name="machine">The machine.</param>
/// <param name="plugs">Its devices.</param>
/// <param name="installed">The modules that the guest has.</param>
/// <param name="modules">The modules that targets name.</param>
internal sealed partial class GuestSettings(
    MachineType machine, Plugs plugs, InstalledModules installed, IReadOnlyList<string> modules)
{
    // The driver of a serial port on PCI.
    private const string ReportModules = "8250_pci";

    /// <summary>What the script tries besides disks and NICs: by the name that it reports, and the device.</summary>
    public IReadOnlyDictionary<string, string?> Tried => new (string Name, string? Module, string[] Devices)[]
    {
        ("9p", "9p", ["virtio-9p-pci", "virtio-9p-device"]),
        ("rng", "virtio_rng", ["virtio-rng-pci", "virtio-rng-device"]),
        ("console", "virtio_console", ["virtio-serial-pci", "virtio-serial-device"]),
        ("watchdog", "i6300esb", ["i6300esb"]),
        ("rtc", null, [$"machine:{machine.Name}"]),
        ("button", "evdev", [$"machine:{machine.Name}"]),
    }
    .Where(one => machine.HasPci || one.Devices is not ["machine:microvm"])
    .Where(one => one.Module is null || installed.Has(one.Module))
    .Select(one => (one.Name, Device: Array.Find(one.Devices, plugs.Has)))
    .Where(one => one.Device is not null)
    .ToDictionary(one => one.Name, one => one.Device);

    /// <summary>The modules that it loads by name.</summary>
    public IReadOnlyList<string> Modules =>
        [.. modules.Distinct(StringComparer.Ordinal).Where(module => Name().IsMatch(module) && installed.Has(module))];

    /// <param name="secret">What files on the host's side contain, so that the guest can tell that it sees
    /// them.</param>
    public string Text(string secret) => new StringBuilder()
        .Append($"REPORT={machine.ReportPort}\n")
        .Append($"REPORT_MODULES={ReportModules}\n")
        .Append($"SECRET={secret}\n")
        .Append($"TRY='{string.Join(' ', Tried.Keys)}'\n")
        .Append($"MODULES='{string.Join(' ', Modules)}'\n")
        .ToString();

    [GeneratedRegex(@"^[\w-]+$")]
    private static partial Regex Name();
}
