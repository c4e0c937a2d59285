using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Devices.Naming;
using KernelSplit.Host.Machine;
using KernelSplit.Splitting.Machines;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit which</c>: which packages a machine needs.</summary>
internal static class WhichCommand
{
    // In a file of an unsupported format, every line is one.
    private const int MostWarnings = 50;

    public static Command Create()
    {
        var listings = new Argument<string[]>("listing")
        {
            Description = "The machine's devices: the output of lspci -nn, -mmnn or -vmmn, lsusb or usb-devices, "
                + "a list of modaliases, the kernel's log, or a libvirt domain XML; - is standard input "
                + "[default: this machine's /sys]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var manager = new Option<string?>("--for")
        {
            Description = "Print the command for this package manager [default: this machine's]",
        };
        manager.AcceptOnlyFromAmong(PackageManager.Names);
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON" };
        var kernel = new KernelChoice();
        const string summary = "Print which packages a machine needs: the driver of each device, the package it is in, "
            + "and the command that installs them.";
        var command = new DocumentedCommand("which", summary, """
            Examples:
              kernelsplit which
              ssh host lspci -nn | kernelsplit which - --for dnf
              virsh dumpxml guest | kernelsplit which - --kernel linux-image-6.12-amd64.deb
              kernelsplit which lspci.txt lsusb.txt --kernel kernel-core-*.rpm --kernel kernel-modules-*.rpm
              kernelsplit which --kernel / --map cloud --json
            """)
        {
            listings, manager, json,
        };
        foreach (var option in kernel.Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var named = parsed
                .GetValue(manager) is { } name ? PackageManager.Named(name) : PackageManager.OfThisMachine();
            return Task.FromResult(Run(
                parsed, kernel, parsed.GetValue(listings) ?? [], named, parsed.GetValue(json), cancellation));
        }));
        return command;
    }

    private static int Run(
        ParseResult parsed, KernelChoice choice, string[] files, PackageManager? manager, bool json,
        CancellationToken cancellation)
    {
        var listings = MachineListings.Read(files);
        var (kernel, suffix) = choice.Read(parsed, cancellation);
        var answer = MachineAnswer.Of(kernel, listings);
        Terminal.Report([.. answer.Unknown.Take(MostWarnings)]);
        if (answer.Unknown.Count > MostWarnings)
        {
            var more = answer.Unknown.Count - MostWarnings;
            var lines = more == 1 ? "line" : "lines";
            Console.Error.WriteLine($"kernelsplit: {more} more {lines} could not be parsed; --json lists all");
        }

        // A machine that builds packages need not be one that can install them.
        var command = suffix is not null && suffix == manager?.Suffix ? manager.CommandFor(answer.Packages) : null;
        var names = DeviceNames.Load();
        if (json)
            Terminal.Json(output => MachineJson.Write(output, answer, names, command));
        else
            MachineText.Write(Console.Out, answer, names, command);
        if (suffix is not null && command is null)
        {
            Console.Error.WriteLine(manager is null
                ? $"kernelsplit: no package manager found for {suffix} packages; choose one with --for"
                : $"kernelsplit: {manager.Program} installs {manager.Suffix} packages, these are {suffix}; "
                    + "choose another package manager with --for");
        }

        return answer.Devices.Any(device => device.State == DeviceState.Missing) ? ExitCode.Findings : ExitCode.Fine;
    }
}
