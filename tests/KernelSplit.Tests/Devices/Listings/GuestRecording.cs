namespace KernelSplit.Tests.Devices.Listings;

/// <summary>One guest of QEMU, as lspci, lsusb and /sys told of it; tests/Guest/record.sh made the files.</summary>
internal static class GuestRecording
{
    private static readonly string Recording = Path.Combine(Checkout.Folder, "tests", "Guest");

    /// <summary>What /sys/devices had.</summary>
    public static IReadOnlyList<SysDevice> Sys { get; } =
        [
            .. Lines("drivers.txt").Select(line => line.Split('\t')).Select(fields =>
                new SysDevice(Path.GetFileName(fields[0]), fields[1], fields[2])),
        ];

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Recording, file));
}

/// <param name="Name">Its directory's name: <c>0000:00:03.0</c>.</param>
/// <param name="Subsystem">Its bus.</param>
/// <param name="Modalias">As the kernel wrote it.</param>
internal sealed record SysDevice(string Name, string Subsystem, string Modalias);
