using System.Text.RegularExpressions;

namespace KernelSplit.Host.Qemu;

/// <summary>The devices and machines that a QEMU binary can emulate.</summary>
public sealed partial class QemuDevices
{
    private const string MachinePrefix = "machine:";

    private readonly HashSet<string> _devices;
    private readonly HashSet<string> _machines;

    private QemuDevices(string program, string version, IEnumerable<string> devices, IEnumerable<string> machines) =>
        (Program, Version, _devices, _machines) = (program, version, [.. devices], [.. machines]);

    /// <summary>As the user named it.</summary>
    public string Program { get; }

    /// <summary>As in its first line of <c>--version</c>: <c>7.2.22</c>.</summary>
    public string Version { get; }

    public int Count => _devices.Count;

    /// <param name="program">As the user named it.</param>
    /// <param name="version">What it prints for <c>--version</c>.</param>
    /// <param name="devices">... for <c>-device help</c> (system/qdev-monitor.c: qdev_print_devinfo).</param>
    /// <param name="machines">... for <c>-machine help</c> (system/vl.c: machine_help_func).</param>
    /// <returns>Null if this isn't QEMU's output.</returns>
    public static QemuDevices? Parse(string program, string version, string devices, string machines)
    {
        if (VersionLine().Match(version) is not { Success: true } match)
            return null;
        return new QemuDevices(
            program, match.Groups["version"].Value,
            DeviceLine().Matches(devices)
                .SelectMany(line => new[] { line.Groups["name"].Value, line.Groups["alias"].Value })
                .Where(name => name.Length > 0),
            machines.Split('\n').Skip(1).Select(line => line.Split(' ')[0]).Where(name => name.Length > 0));
    }

    /// <param name="name">A device's name or alias, or <c>machine:</c> and the name of a machine.</param>
    public bool Has(string name) => name.StartsWith(MachinePrefix, StringComparison.Ordinal)
        ? _machines.Contains(name[MachinePrefix.Length..])
        : _devices.Contains(name);

    [GeneratedRegex(@"^QEMU emulator version (?<version>\S+)", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex("""^name "(?<name>[^"]+)"(, bus [^,\n]+)?(, alias "(?<alias>[^"]+)")?""", RegexOptions.Multiline)]
    private static partial Regex DeviceLine();
}
