using KernelSplit.Booting.Emulation;
using KernelSplit.Booting.Guests;
using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Host.Qemu;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Booting.Reports;

/// <summary>Judges what a guest reported.</summary>
/// <param name="request">What was booted.</param>
/// <param name="plugs">Its devices.</param>
/// <param name="contract">The contract's devices, with what is plugged in for each.</param>
/// <param name="run">What came of it.</param>
internal sealed class GuestJudge(
    BootRequest request, Plugs plugs, IReadOnlyList<PluggedDevice> contract, GuestRun run)
{
    // Vendor and device, which the subsystem follows.
    private const int PciIds = 26;

    // Documentation/admin-guide/tainted-kernels.rst: forced module, machine check, bad page, died, warning, soft
    // lockup.
    private static readonly (int Bit, string Text)[] Taints =
    [
        (1, "a module was loaded by force"), (4, "the processor reported a machine check"), (5, "a page was bad"),
        (7, "the kernel crashed (oops or BUG)"), (9, "the kernel warned of a mistake of its own"),
        (14, "a processor was stuck"),
    ];

    // They match every device of a bus, and drive what the user tells them to: manual_bind in
    // drivers/input/serio/serio_raw.c.
    private static readonly HashSet<string> BoundByHand = ["serio_raw"];

    private readonly DeviceLookup _lookup = new(request.Kernel.Tree);

    public required IReadOnlyList<Waiver> Waivers { get; init; }

    /// <summary>What files on the host's side contain.</summary>
    public required string Secret { get; init; }

    /// <summary>Where the host's side is.</summary>
    public required string Directory { get; init; }

    /// <summary>The file with the guest's console.</summary>
    public required string ConsoleLog { get; init; }

    /// <summary>What the guest was to try, and the device of each.</summary>
    public required IReadOnlyDictionary<string, string?> Tried { get; init; }

    public BootResult Result(MachineType machine, Accelerator accelerator, QemuDevices qemu, TimeSpan elapsed)
    {
        var hasReported = run.Report.IsComplete;
        IReadOnlyList<BootedDevice> devices = hasReported ? [.. contract.Select(Judge)] : [];
        var dead = devices.Where(device => device.State is BootedState.Dead or BootedState.Unseen)
            .Select(device => device.Qemu).OfType<string>().ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<BootCheck> checks = hasReported ? [.. Checks(dead), PowerOff()] : [Boots()];
        var unlisted = Unlisted();
        IEnumerable<Finding> findings =
        [
            .. devices.Select(Finding).OfType<Finding>(),
            .. unlisted.Where(IsDeadForNoReason).Select(device => Error(
                DiagnosticKind.DeadDevice, device.Modalias,
                $"{device.Modalias} is dead, though {Names.And(device.Candidates.Select(Named), 3)} should drive it")),
            .. checks.Where(check => !check.Passed).Select(check => Error(
                DiagnosticKind.GuestCheck, check.About.Length > 0 ? check.About : check.Name,
                check.About.Length > 0
                    ? $"{check.Name} {check.About}: {check.Message}"
                    : $"{check.Name}: {check.Message}")),
            .. run.Report.Log.Select(line => Error(DiagnosticKind.KernelLog, line.Text, $"kernel: {line.Text}")),
            .. Taints.Where(taint => (run.Report.Tainted >> taint.Bit & 1) != 0).Select(taint =>
                Error(DiagnosticKind.KernelLog, "tainted", $"kernel: tainted: {taint.Text}")),
        ];
        var today = DateOnly.FromDateTime(DateTime.Now);
        return new BootResult(
            request.Kernel.Tree.Release, request.Target.Name, machine.Name, accelerator.Name, accelerator.Reason,
            qemu.Version, request.Packages, elapsed, ConsoleLog, devices, unlisted, checks,
            [.. findings.Select(finding => finding.Waived(Waivers, today))]);
    }

    private BootedDevice Judge(PluggedDevice plugged)
    {
        var device = plugged.Device;
        BootedDevice Of(BootedState state, GuestDevice? seen) => new(
            plugged.Target, device.Name, device.Required, state, plugged.Plug.Device,
            seen?.Modalias ?? device.Modaliases[0],
            OrNull(seen?.Driver), ModuleOf(seen), PackageOf(seen?.Module),
            state == BootedState.Driven ? [] : Candidates(device.Modaliases), plugged.Plug.Problem);
        if (plugged.Plug.Device is null)
            return Of(BootedState.Absent, null);
        var seen = Seen(device);
        if (seen.Count == 0)
            return Of(BootedState.Unseen, null);
        // Of several alike, one that works shows that the driver does; each variant needs one.
        var variants = seen.GroupBy(one => one.Modalias).Select(same =>
            same.MaxBy(one => one.Driver.Length > 0)!).ToList();
        return variants.Find(one => one.Driver.Length == 0) is { } dead
            ? Of(BootedState.Dead, dead)
            : Of(BootedState.Driven, variants[0]);
    }

    private IReadOnlyList<GuestDevice> Seen(Device device)
    {
        var exact = run.Report.Devices.Where(seen => device.Modaliases.Contains(seen.Modalias)).ToList();
        return exact.Count > 0
            ? exact
            : [.. run.Report.Devices.Where(seen => device.Modaliases.Any(modalias => IsLike(seen.Modalias, modalias)))];
    }

    /// <summary>What another hypervisor presents has another subsystem in QEMU, which drivers leave open.</summary>
    private static bool IsLike(string seen, string modalias) =>
        modalias.StartsWith("pci:", StringComparison.Ordinal) && modalias.Length > PciIds
            && seen.StartsWith(modalias[..PciIds], StringComparison.Ordinal);

    /// <summary>What would drive a device in all of its forms; empty where one of them has nothing.</summary>
    private IReadOnlyList<DriverCandidate> Candidates(IReadOnlyList<string> modaliases)
    {
        var drivers = modaliases.Select(modalias => _lookup.Find(new ListedDevice("", "", modalias))
            .Where(driver => !BoundByHand.Contains(driver.Driver.Name)).ToList()).ToList();
        return drivers.Exists(ofOne => ofOne.Count == 0) ? [] :
        [
            .. drivers.SelectMany(ofOne => ofOne).DistinctBy(driver => driver.Driver.Name)
                .Select(driver => new DriverCandidate(
                    driver.Driver.Name, driver.Driver.IsBuiltIn ? null : PackageOf(driver.Driver.Name))),
        ];
    }

    private string? PackageOf(string? module) =>
        module is null ? null : request.Kernel.PackageOf.GetValueOrDefault(ModulePath.NormalizeName(module));

    /// <summary>/sys/module also has what is built in and has parameters.</summary>
    private string? ModuleOf(GuestDevice? seen) =>
        seen is null ? null : request.Kernel.Tree.FindModule(seen.Module)?.Name;

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private Finding? Finding(BootedDevice device)
    {
        if (device.State is BootedState.Driven or BootedState.Absent)
            return null;
        var what = device.State == BootedState.Dead ? "is dead" : "is not seen by the guest";
        var subject = $"{device.Target}: {device.Name} ({device.Modalias}) {what}";
        if (device.Candidates.Count == 0)
            return device.Required
                ? Error(
                    DiagnosticKind.Contract, device.Name, $"{subject}, and nothing in this kernel drives it")
                : null;
        var here = device.Candidates.Where(IsInstalled).ToList();
        if (here.Count > 0)
            return Error(
                DiagnosticKind.DeadDevice, device.Name,
                $"{subject}, though {Names.And(here.Select(Named), 3)} should drive it");
        return device.Required
            ? Error(
                DiagnosticKind.DeadDevice, device.Name,
                $"{subject}; {Names.And(device.Candidates.Select(Named), 3)} would drive it")
            : null;
    }

    /// <summary>Of other buses, modules match much that they only may drive.</summary>
    private bool IsDeadForNoReason(UnlistedDevice device) =>
        device.Driver is null && device.Modalias.StartsWith("pci:", StringComparison.Ordinal)
        && device.Candidates.Count > 0 && device.Candidates.All(IsInstalled);

    private bool IsInstalled(DriverCandidate driver) =>
        driver.Package is null || request.Packages.Contains(driver.Package);

    private static string Named(DriverCandidate driver) =>
        driver.Package is null ? $"{driver.Name} (built in)" : $"{driver.Name} (in {driver.Package})";

    private Finding Error(DiagnosticKind kind, string about, string message) =>
        new(about, Diagnostic.Error(kind, ConsoleLog, message));

    /// <summary>What the guest tried, and whether the host's side agrees.</summary>
    private IEnumerable<BootCheck> Checks(HashSet<string> dead)
    {
        foreach (var module in run.Report.Modules)
            yield return new("module", module.Name, module.Passed, module.Message);
        foreach (var disk in plugs.Disks.Where(disk => !dead.Contains(Plugs.ControllerOf(disk.Name))))
            yield return Disk(disk);
        foreach (var (address, device) in plugs.NicOfAddress.Where(nic => !dead.Contains(nic.Value)))
            yield return Found("nic", address, device);
        foreach (var (name, device) in Tried.Where(one => one.Value is not { } device || !dead.Contains(device)))
            yield return OfHost(Found(name, null, device ?? ""));
        if (run.Balloon is { } hasGiven)
        {
            yield return new(
                "balloon", "virtio-balloon", hasGiven, hasGiven ? "gave 64 MiB back" : "gave no memory back");
        }
    }

    private BootCheck Disk(GuestDisk disk)
    {
        var check = Found("disk", disk.Name, disk.Name);
        return check.Passed && !disk.HasAnswer()
            ? check with { Passed = false, Message = "what the guest wrote is not in the image" } : check;
    }

    private BootCheck Found(string name, string? about, string device)
    {
        var check = run.Report.Checks.FirstOrDefault(one => one.Name == name && (about is null || one.About == about));
        return check is null
            ? new(name, device, false, "not found in the guest")
            : new(name, device, check.Passed, check.Message);
    }

    private BootCheck OfHost(BootCheck check)
    {
        var file = check.Name switch
        {
            "console" => "hvc",
            "9p" => "share/answer-9p",
            _ => null,
        };
        if (!check.Passed || file is null)
            return check;
        var path = Path.Combine(Directory, file);
        return File.Exists(path) && File.ReadAllText(path).Trim() == Secret
            ? check
            : check with { Passed = false, Message = "what the guest wrote did not arrive" };
    }

    private BootCheck PowerOff() => run.End == "guest-shutdown"
        ? new("power-off", "", true, "by the firmware's interface (ACPI or PSCI)")
        : new("power-off", "", false, $"the guest ended otherwise: {run.End ?? "not at all"}");

    private BootCheck Boots() => new(
        "boot", "", false,
        $"{Reached()}, {(run.HasFallenSilent ? "and then nothing came any more" : $"then it ended ({run.End})")}");

    private string Reached() => run.Report.Release is null
        ? "the guest didn't come to its first program" : "the guest didn't come to the end of its report";

    /// <summary>What no contract has, and either drives or would be driven.</summary>
    private IReadOnlyList<UnlistedDevice> Unlisted()
    {
        var listed = contract.SelectMany(plugged => Seen(plugged.Device)).Select(seen => seen.Modalias).ToHashSet();
        var others = run.Report.Devices.Where(seen => !listed.Contains(seen.Modalias)).DistinctBy(seen => seen.Modalias)
            .ToList();
        var listing = new Listing(
            [.. others.Select(seen => new ListedDevice(seen.Path, "", seen.Modalias)
            {
                DriversSeen = seen.Driver.Length > 0 ? [seen.Driver] : [],
            })], []);
        var answers = MachineAnswer.Of(request.Kernel, [listing]).Devices
            .DistinctBy(answer => answer.Device.Modalias)
            .ToDictionary(answer => answer.Device.Modalias, StringComparer.Ordinal);
        return
        [
            .. others.Where(seen => answers[seen.Modalias].State is DeviceState.Module or DeviceState.Missing
                    || seen.Driver.Length > 0)
                .Select(seen => new UnlistedDevice(
                    seen.Modalias, OrNull(seen.Driver), PackageOf(OrNull(seen.Module)),
                    seen.Driver.Length > 0 ? [] : Candidates([seen.Modalias]))),
        ];
    }
}

/// <summary>A device of a contract, and what is plugged in for it.</summary>
/// <param name="Target">The target that lists it.</param>
/// <param name="Device">The device.</param>
/// <param name="Plug">QEMU's name, or why it isn't plugged in.</param>
internal sealed record PluggedDevice(string Target, Device Device, (string? Device, string? Problem) Plug);
