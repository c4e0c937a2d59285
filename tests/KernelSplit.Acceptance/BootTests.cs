using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit boot</c>: core alone, in guests that have what targets require.</summary>
[Part(Part.Guests)]
public sealed class BootTests(Shared<DemoRun> demo)
{
    private static readonly string[] Driven =
    [
        "virtio network adapter", "virtio disk", "virtio SCSI controller", "virtio console",
        "virtio memory balloon", "virtio random number generator", "NVMe disk", "SATA controller (AHCI)",
        "Intel 82540EM as emulated by QEMU", "power button",
        "SCSI disk, which SATA disks and most virtual ones are",
    ];

    private static readonly string[] Working =
    [
        "disk virtio-blk-pci", "disk virtio-scsi-pci", "disk nvme", "disk ich9-ahci", "nic virtio-net-pci",
        "nic e1000", "rng virtio-rng-pci", "console virtio-serial-pci", "balloon virtio-balloon", "power-off ",
    ];

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(10);

    [Fact]
    public void The_demos_core_drives_what_kvm_presents_and_what_it_drives_works()
    {
        using var directory = new TempDirectory("kernelsplit-");
        var ended = Boot(
            directory, Path.GetDirectoryName(demo.Value.Plan)!, "--target", "kvm", "--log", directory.Path, "--json");

        ended.ExitCode.ShouldBe(0, ended.Errors);
        var boot = JsonDocument.Parse(ended.Output).RootElement.GetProperty("boots")[0];
        var driven = boot.GetProperty("devices").EnumerateArray()
            .Where(device => device.GetProperty("state").GetString() == "driven")
            .ToDictionary(device => device.GetProperty("name").GetString()!);
        Driven.Except(driven.Keys).ShouldBeEmpty();
        driven.Values.Select(device => device.GetProperty("package").GetString()).Distinct()
            .ShouldBe(["core", null], ignoreOrder: true);
        Working.Except(Checks(boot)).ShouldBeEmpty();
        File.ReadAllText(boot.GetProperty("console").GetString()!).ShouldContain("Linux version " + demo.Value.Release);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public async Task Nothing_goes_on_running_whatever_ends_it(string signal)
    {
        using var cache = new TempDirectory("kernelsplit-");
        using var process = Shell.Start(
            Shell.Program,
            ["boot", Path.GetDirectoryName(demo.Value.Plan)!, "--target", "kvm", "--log", cache.Path],
            environment: new Dictionary<string, string> { ["XDG_CACHE_HOME"] = cache.Path });
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var guard = new CancellationTokenSource(HangGuard);
        bool IsGuestRunning() => Shell.CommandLinesWith(cache.Path).Any(line => line.Contains("-kernel"));
        while (!IsGuestRunning() && !process.HasExited)
            await Task.Delay(50, guard.Token);
        process.HasExited.ShouldBeFalse();

        Shell.Must("kill", $"-{signal}", $"{process.Id}");
        await process.WaitForExitAsync(guard.Token);

        while (IsGuestRunning())
            await Task.Delay(50, guard.Token);
        Shell.CommandLinesWith(cache.Path).ShouldBeEmpty();
    }

    /// <summary>The distribution's generic kernels, of which our map makes a core.</summary>
    [AptFact(OnlyInFull = true)]
    public void The_core_of_a_distributions_kernel_drives_all_that_targets_present()
    {
        (string Target, string Machine)[] guests = [("kvm", "q35"), ("kvm", "pc"), ("esxi", "q35")];
        foreach (var (kernel, guest) in DistributionKernels.Generic.SelectMany(_ => guests, (name, one) => (name, one)))
        {
            using var directory = new TempDirectory("kernelsplit-");
            var ended = Boot(
                directory, DistributionKernels.Deb(kernel), "--map", "cloud", "--target", guest.Target, "--machine",
                guest.Machine, "--log", directory.Path, "--json");

            ended.ExitCode.ShouldBe(0, $"{kernel}, {guest}: {ended.Errors}");
            JsonDocument.Parse(ended.Output).RootElement.GetProperty("boots")[0].GetProperty("packages")
                .EnumerateArray().Select(package => package.GetString()).ShouldBe(["core"]);
        }
    }

    private static Ended Boot(TempDirectory directory, params string[] arguments) =>
        Shell.KernelSplit(directory.Path, ["boot", .. arguments]);

    private static IEnumerable<string> Checks(JsonElement boot) => boot.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("passed").GetBoolean())
        .Select(check => $"{check.GetProperty("name").GetString()} {check.GetProperty("about").GetString()}");
}
