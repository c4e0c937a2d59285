using KernelSplit.Foundation;

namespace KernelSplit.Booting.Reports;

/// <summary>A boot for people.</summary>
public static class BootTable
{
    /// <summary>Each device of the contract that is plugged in, and what drives it.</summary>
    public static Table Devices(BootResult boot) => new(
        $"{boot.Target} on {boot.Machine}",
        ["device", "QEMU", "driver", "module", "package"],
        [
            .. boot.Devices.Where(device => device.State != BootedState.Absent).Select(device => new[]
            {
                device.Name, device.Qemu ?? "", device.Driver ?? Missing(device),
                device.Driver is null ? "" : device.Module ?? "built in", device.Package ?? "",
            }),
            .. boot.PassedThrough.Select(device => new[]
            {
                device.Modalias, "", device.Driver ?? Missing(device.Candidates, "missing"), "", device.Package ?? "",
            }),
        ]);

    private static string Missing(BootedDevice device) =>
        Missing(device.Candidates, device.State == BootedState.Dead ? "missing" : "missing: not seen");

    private static string Missing(IReadOnlyList<DriverCandidate> candidates, string state)
    {
        var packages = candidates.Select(driver => $"{driver.Name} ({driver.Package ?? "built in"})").ToList();
        return packages.Count == 0 ? state : $"{state}: {Names.And(packages, 2)}";
    }
}
