using System.CommandLine;
using KernelSplit.Booting;
using KernelSplit.Booting.Reports;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit boot</c>: boots a kernel in guests, and reports what drives each device.</summary>
internal static class BootCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<BootResult>, string>> Formats = new()
    {
        ["json"] = BootJson.Write,
        ["junit"] = BootJUnit.Write,
    };

    public static Command Create()
    {
        var kernel = new BootedKernel();
        var targets = new Option<string[]>("--target", "-t")
        {
            Description = "The target whose devices the guest has (repeatable: a guest for each)",
            HelpName = "target",
            Required = true,
        };
        targets.CompletionSources.Add(_ => DataDirectories.Here().TargetNames);
        var with = new Option<string[]>("--with")
        {
            Description = "Install this package too, with those that it requires (repeatable) [default: only core]",
        };
        var touch = new Option<bool>("--touch")
        {
            Description = "Also plug in devices that hosts pass through; then boot again with the packages that drive "
                + "them",
        };
        var machine = new Option<string?>("--machine")
        {
            Description = "Machine of QEMU: q35, pc, microvm or virt [default: the target's first]",
        };
        var vmm = new Option<string?>("--vmm")
        {
            Description = "QEMU program [default: qemu-system-ARCH for the kernel's architecture]",
        };
        var busybox = new Option<string?>("--busybox")
        {
            Description = "Static busybox for the kernel's architecture, or a package with it [default: /bin/busybox]",
        };
        var log = new Option<string?>("--log")
        {
            Description = "Directory for the guests' consoles [default: ~/.cache/kernelsplit/boot]",
        };
        var output = new Option<string[]>("--output", "-o")
        {
            Description = "Write a report, as FORMAT=FILE (repeatable); - is standard output. Formats: "
                + string.Join(", ", Formats.Keys),
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON: the same as -o json=-" };
        const string summary = "Boot a kernel with its core package under QEMU: which driver each device of a target "
            + "gets, and whether disks, network and the rest work.";
        var command = new DocumentedCommand("boot", summary, """
            No root is needed, and no KVM: where that doesn't work, QEMU translates.

            Exit codes: 0 fine, 1 something doesn't work, 2 wrong input, 3 a program is missing.

            Examples:
              kernelsplit boot out/ --target kvm
              kernelsplit boot out/ --target kvm --with gpu --machine pc
              kernelsplit boot linux-image-6.12-amd64.deb --map cloud --target kvm --target esxi --json
              kernelsplit boot linux-image-6.12-arm64.deb --target kvm --busybox busybox-static_arm64.deb
            """)
        {
            kernel.Inputs, targets, with, touch, machine, vmm, busybox, log, output, json,
        };
        foreach (var option in kernel.Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var reports = ReportOutput.Parse(
                [.. parsed.GetValue(output) ?? [], .. parsed.GetValue(json) ? ["json=-"] : Array.Empty<string>()],
                Formats.Keys);
            var choice = kernel.Read(parsed, parsed.GetValue(with) ?? [], cancellation);
            var logs = parsed.GetValue(log) ?? Path.Combine(Cache.RootOfThisUser, "boot");
            return Run(
                [
                    .. parsed.GetRequiredValue(targets).Select(target => new BootRequest(
                        choice.Kernel, choice.Files, choice.Packages, DataDirectories.Here().ReadTargets([target]))
                    {
                        HasPassedThrough = parsed.GetValue(touch),
                        Machine = parsed.GetValue(machine),
                        Qemu = parsed.GetValue(vmm),
                        Busybox = parsed.GetValue(busybox),
                        Waivers = choice.Waivers,
                        LogDirectory = logs,
                    }),
                ], choice.Closure, reports, cancellation);
        }));
        return command;
    }

    private static async Task<int> Run(
        IReadOnlyList<BootRequest> requests, Func<IReadOnlyList<string>, IReadOnlyList<string>> closure,
        IReadOnlyList<ReportOutput> reports, CancellationToken cancellation)
    {
        var boots = new List<BootResult>();
        foreach (var request in requests)
        {
            var boot = await Run(request, cancellation);
            boots.Add(boot);
            if (request.HasPassedThrough && boot.Wanted.Count > 0)
            {
                var packages = closure([.. request.Packages, .. boot.Wanted]);
                boots.Add(await Run(request with { Packages = packages }, cancellation));
            }
        }

        foreach (var boot in boots)
            Terminal.Report(boot.Findings);
        foreach (var report in reports)
            report.Write(Formats[report.Format](boots));
        if (reports.All(report => report.File != "-"))
            Print(boots);
        return boots.All(boot => boot.HasPassed) ? ExitCode.Fine : ExitCode.Findings;
    }

    private static Task<BootResult> Run(BootRequest request, CancellationToken cancellation) =>
        Terminal.Stages().Run("boot", async progress =>
        {
            var boot = await Boot.Run(request, progress, cancellation);
            return (boot, BootVerdict.Of(boot));
        });

    private static void Print(IReadOnlyList<BootResult> boots)
    {
        foreach (var boot in boots)
        {
            TextTable.Print(BootTable.Devices(boot));
            Console.WriteLine(BootVerdict.Of(boot));
            var why = boot.Reason is { } reason ? $" ({PlainText.Of(reason)})" : "";
            Console.WriteLine($"packages: {string.Join(", ", boot.Packages)}");
            Console.WriteLine($"QEMU:     {boot.Qemu}, {boot.Accelerator}{why}");
            Console.WriteLine($"console:  {boot.ConsoleLog}");
        }
    }
}
