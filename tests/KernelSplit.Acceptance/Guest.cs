using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>
/// QEMU's PC with devices plugged in, and what a distribution's kernel shows of them in /sys. No KVM is needed.
/// </summary>
internal sealed partial class Guest : IDisposable
{
    private const string Program = "qemu-system-x86_64";
    private const string Machine = "q35";

    // What some devices want besides their name: nothing, a disk, memory, or something of the host's.
    private static readonly string[][] Ways =
    [
        ["-device", "NAME"],
        ["-blockdev", "null-co,node-name=disk-NAME,read-zeroes=on", "-device", "NAME,drive=disk-NAME"],
        ["-blockdev", "null-co,node-name=disk-NAME,read-zeroes=on", "-device", "NAME,drive=disk-NAME,serial=1"],
        ["-object", "memory-backend-ram,id=memory-NAME,size=128M", "-device", "NAME,memdev=memory-NAME"],
        ["-object", "cryptodev-backend-builtin,id=crypto-NAME", "-device", "NAME,cryptodev=crypto-NAME"],
        [
            "-fsdev", "local,id=files-NAME,path=/tmp,security_model=none", "-device",
            "NAME,fsdev=files-NAME,mount_tag=files",
        ],
    ];

    private const string Init = """
        #!/bin/busybox sh
        /bin/busybox mount -t sysfs sys /sys
        /bin/busybox find /sys/devices -name modalias -exec /bin/busybox sed 's/^/modalias=/' {} +
        /bin/busybox poweroff -f
        """;

    private readonly TempDirectory _folder = new("kernelsplit-guest-");
    private readonly HashSet<string> _ofPci;
    private readonly string _image;

    /// <param name="package">The kernel's package.</param>
    public Guest(string package)
    {
        _ofPci =
        [
            .. PciDevice().Matches(Shell.Must(Program, "-device", "help").Output).Select(match =>
                match.Groups["name"].Value),
        ];
        _image = Directory.EnumerateFiles(Path.Combine(KernelUnderTest.Of(package).Root, "boot"), "vmlinuz-*").Single();
        Directory.CreateDirectory(Path.Combine(_folder.Path, "root/bin"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "root/sys"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "root/dev"));
        Shell.Must("cp", "/bin/busybox", Path.Combine(_folder.Path, "root/bin"));
        Shell.Must("chmod", "+x", _folder.Write("root/init", Init + "\n"));
        Shell.Must("sh", "-c", $"cd '{_folder.Path}/root' && find . | cpio --quiet -o -H newc >../initramfs");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The options that plug a device in; null when this QEMU can't, or it needs what only a host has.
    /// </summary>
    public string[]? Plug(string name)
    {
        if (name == $"machine:{Machine}")
            return [];
        return _ofPci.Contains(name) ? Ways.Select(way => way.Select(word => word.Replace("NAME", name)).ToArray())
            .FirstOrDefault(Starts) : null;
    }

    /// <summary>
    /// All that /sys calls a modalias in guests with these devices: as few guests as can have them all.
    /// </summary>
    /// <param name="plugs">From <see cref="Plug"/>.</param>
    public HashSet<string> Modaliases(IEnumerable<string[]> plugs)
    {
        var machines = new List<string[]> { Array.Empty<string>() };
        foreach (var plug in plugs)
        {
            // Each of two graphics cards wants to be the first.
            var at = machines.FindIndex(machine => Starts([.. machine, .. plug]));
            if (at < 0)
                machines.Add(plug);
            else
                machines[at] = [.. machines[at], .. plug];
        }

        return [.. machines.SelectMany(Boot)];
    }

    private IEnumerable<string> Boot(string[] devices)
    {
        var ended = Shell.Must("timeout",
        [
            "300", Program, .. Common(), .. devices, "-no-reboot", "-serial", "stdio",
            "-kernel", _image, "-initrd", Path.Combine(_folder.Path, "initramfs"), "-append",
            "console=ttyS0 quiet panic=-1",
        ]);
        return Modalias().Matches(ended.Output).Select(match => match.Groups["modalias"].Value);
    }

    private static bool Starts(string[] plug) =>
        Shell.Run("sh", ["-c", "echo quit | exec timeout 60 "
            + "\"$@\"", "sh", Program, .. Common(), "-S", "-monitor", "stdio", .. plug]).ExitCode == 0;

    private static string[] Common() =>
        ["-machine", Machine, "-accel", "tcg", "-m", "512,maxmem=2G,slots=2", "-nodefaults", "-display", "none"];

    [GeneratedRegex("""^name "(?<name>[^"]+)", bus PCI""", RegexOptions.Multiline)]
    private static partial Regex PciDevice();

    [GeneratedRegex(@"^modalias=(?<modalias>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Modalias();
}
