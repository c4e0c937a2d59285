using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Booting.Reports;

/// <summary>What became of a device in a guest.</summary>
[JsonConverter(typeof(KebabCase<BootedState>))]
public enum BootedState
{
    /// <summary>A driver is bound to it.</summary>
    Driven,

    /// <summary>The guest sees it, and nothing is bound to it.</summary>
    Dead,

    /// <summary>It is plugged in, and the guest doesn't see it.</summary>
    Unseen,

    /// <summary>It isn't plugged in: QEMU doesn't have it, or not here.</summary>
    Absent,
}

/// <summary>A device of the contract, in a guest.</summary>
/// <param name="Target">The target that lists it.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Required">Whether core must drive it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Qemu">QEMU's name for what is plugged in; null for nothing.</param>
/// <param name="Modalias">In the guest, or else the contract's.</param>
/// <param name="Driver">What is bound to it; null for nothing.</param>
/// <param name="Module">The module of that; null for what is built in.</param>
/// <param name="Package">The module's package.</param>
/// <param name="Candidates">Where nothing is bound to it, what in this kernel would drive it.</param>
/// <param name="Problem">Why it isn't plugged in; null otherwise.</param>
public sealed record BootedDevice(
    string Target, string Name, bool Required, BootedState State, string? Qemu, string Modalias, string? Driver,
    string? Module, string? Package, IReadOnlyList<DriverCandidate> Candidates, string? Problem);

/// <summary>A driver that matches a device.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Package">Its package; null for what is built in.</param>
public sealed record DriverCandidate(string Name, string? Package);

/// <summary>A device in the guest that no contract lists.</summary>
/// <param name="Modalias">As in the guest.</param>
/// <param name="Driver">What is bound to it; null for nothing.</param>
/// <param name="Package">The package of its module; null for what is built in.</param>
/// <param name="Candidates">What in this kernel would drive it, where nothing does.</param>
public sealed record UnlistedDevice(
    string Modalias, string? Driver, string? Package, IReadOnlyList<DriverCandidate> Candidates);

/// <summary>Something that was tried.</summary>
/// <param name="Name">What: <c>disk</c>, <c>nic</c>, <c>module</c>, <c>power-off</c>.</param>
/// <param name="About">Which one.</param>
/// <param name="Passed">Whether it works.</param>
/// <param name="Message">What happened; may be empty.</param>
public sealed record BootCheck(string Name, string About, bool Passed, string Message);

/// <summary>One boot of a guest.</summary>
/// <param name="Release">The kernel's.</param>
/// <param name="Target">Whose devices were plugged in.</param>
/// <param name="Machine">QEMU's name of the machine.</param>
/// <param name="Accelerator"><c>kvm</c> or <c>tcg</c>.</param>
/// <param name="Reason">Why not KVM; null where it was used.</param>
/// <param name="Qemu">QEMU's version.</param>
/// <param name="Packages">What was installed.</param>
/// <param name="Elapsed">How long the guest ran.</param>
/// <param name="ConsoleLog">The file with what it printed.</param>
/// <param name="Devices">The contract's.</param>
/// <param name="Unlisted">Other devices that need a driver.</param>
/// <param name="Checks">What was tried.</param>
/// <param name="Findings">What is wrong.</param>
public sealed record BootResult(
    string Release, string Target, string Machine, string Accelerator, string? Reason, string Qemu,
    IReadOnlyList<string> Packages, TimeSpan Elapsed, string ConsoleLog, IReadOnlyList<BootedDevice> Devices,
    IReadOnlyList<UnlistedDevice> Unlisted, IReadOnlyList<BootCheck> Checks, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>The packages that would drive what nothing drives.</summary>
    public IReadOnlyList<string> Wanted =>
    [
        .. Devices.Select(device => device.Candidates)
            .Concat(Unlisted.Where(IsOnPci).Select(device => device.Candidates))
            .SelectMany(candidates => candidates).Select(driver => driver.Package).OfType<string>()
            .Except(Packages).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>What isn't the contract's, and is driven by another package than core or would be.</summary>
    public IReadOnlyList<UnlistedDevice> PassedThrough =>
    [
        .. Unlisted.Where(IsOnPci).Where(device => (device.Package is { } package && package != Packages[0])
            || (device.Driver is null && device.Candidates.Count > 0)),
    ];

    private static bool IsOnPci(UnlistedDevice device) => device.Modalias.StartsWith("pci:", StringComparison.Ordinal);

    public bool HasPassed => !Findings.HaveErrors();
}
