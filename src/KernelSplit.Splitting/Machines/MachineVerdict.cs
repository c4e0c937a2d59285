namespace KernelSplit.Splitting.Machines;

/// <summary>
/// The answer in a line: <c>14 devices: 12 driven by kernel-cloud-core, 1 needs kernel-cloud-sriov, 1 has no driver</c>
/// </summary>
public static class MachineVerdict
{
    /// <summary>What is counted together, in the order of the line.</summary>
    private enum Status
    {
        Base,
        Other,
        Perhaps,
        Optional,
        NoneNeeded,
        Unclear,
        Missing,
    }

    public static string Of(MachineAnswer answer)
    {
        var parts = answer.Devices
            .GroupBy(device => StatusOf(device, answer.Kernel.Base))
            .OrderBy(group => group.Key.Status).ThenBy(group => group.Key.Packages, StringComparer.Ordinal)
            .Select(group => Count(group.Count(), group.Key.Status, group.Key.Packages))
            .ToList();
        if (answer.Unknown.Count > 0)
            parts.Add($"{answer.Unknown.Count} more not understood");
        return $"{answer.Devices.Count} {(answer.Devices.Count == 1 ? "device" : "devices")}: "
            + $"{string.Join(", ", parts)}";
    }

    private static (Status Status, string Packages) StatusOf(DeviceAnswer device, string basePackage)
    {
        string[] others = [.. device.Packages.Where(package => package != basePackage)];
        return device.State switch
        {
            DeviceState.Module or DeviceState.BuiltIn or DeviceState.Perhaps when others.Length == 0 =>
                (Status.Base, basePackage),
            DeviceState.Module or DeviceState.BuiltIn => (Status.Other, string.Join(" and ", others)),
            DeviceState.Perhaps => (Status.Perhaps, string.Join(" or ", device.Packages)),
            DeviceState.Optional => (Status.Optional, string.Join(" and ", device.Packages)),
            DeviceState.NoneNeeded => (Status.NoneNeeded, ""),
            DeviceState.Unclear => (Status.Unclear, ""),
            _ => (Status.Missing, ""),
        };
    }

    private static string Count(int count, Status status, string packages) => status switch
    {
        Status.Base => $"{count} driven by {packages}",
        Status.Other => $"{count} {(count == 1 ? "needs" : "need")} {packages}",
        Status.Perhaps => $"{count} perhaps {(count == 1 ? "needs" : "need")} {packages}",
        Status.Optional => $"{count} could use {packages}",
        Status.NoneNeeded => $"{count} {(count == 1 ? "needs" : "need")} no driver",
        Status.Unclear => $"{count} unknown",
        _ => $"{count} {(count == 1 ? "has" : "have")} no driver",
    };
}
