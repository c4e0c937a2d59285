namespace KernelSplit.Splitting.Machines;

/// <summary>
/// The answer in a line: <c>14 devices: 12 driven by kernel-cloud-core, 1 needs kernel-cloud-sriov, 1 has no driver</c>
/// </summary>
public static class MachineVerdict
{
    /// <summary>What is counted together, in the order of the line.</summary>
    private enum Fate
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
            .GroupBy(device => FateOf(device, answer.Kernel.Base))
            .OrderBy(group => group.Key.Fate).ThenBy(group => group.Key.Packages, StringComparer.Ordinal)
            .Select(group => Count(group.Count(), group.Key.Fate, group.Key.Packages))
            .ToList();
        if (answer.Unknown.Count > 0)
            parts.Add($"{answer.Unknown.Count} more not understood");
        return $"{answer.Devices.Count} {(answer.Devices.Count == 1 ? "device" : "devices")}: {string.Join(", ", parts)}";
    }

    private static (Fate Fate, string Packages) FateOf(DeviceAnswer device, string basePackage)
    {
        string[] others = [.. device.Packages.Where(package => package != basePackage)];
        return device.State switch
        {
            DeviceState.Module or DeviceState.BuiltIn or DeviceState.Perhaps when others.Length == 0 => (Fate.Base, basePackage),
            DeviceState.Module or DeviceState.BuiltIn => (Fate.Other, string.Join(" and ", others)),
            DeviceState.Perhaps => (Fate.Perhaps, string.Join(" or ", device.Packages)),
            DeviceState.Optional => (Fate.Optional, string.Join(" and ", device.Packages)),
            DeviceState.NoneNeeded => (Fate.NoneNeeded, ""),
            DeviceState.Unclear => (Fate.Unclear, ""),
            _ => (Fate.Missing, ""),
        };
    }

    private static string Count(int count, Fate fate, string packages) => fate switch
    {
        Fate.Base => $"{count} driven by {packages}",
        Fate.Other => $"{count} {(count == 1 ? "needs" : "need")} {packages}",
        Fate.Perhaps => $"{count} perhaps {(count == 1 ? "needs" : "need")} {packages}",
        Fate.Optional => $"{count} could use {packages}",
        Fate.NoneNeeded => $"{count} {(count == 1 ? "needs" : "need")} no driver",
        Fate.Unclear => $"{count} can't be told",
        _ => $"{count} {(count == 1 ? "has" : "have")} no driver",
    };
}
