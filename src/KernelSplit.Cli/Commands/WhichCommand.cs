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
    // Of another kind of file every line is one.
    private const int MostWarnings = 50;

    public static Command Create()
    {
        var listings = new Argument<string[]>("listing")
        {
            Description = "What the machine has: the output of lspci -nn, lspci -vmmn or lsusb, a list of modaliases, or a libvirt domain XML; - is standard input; by default this machine's /sys",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var manager = new Option<string?>("--for") { Description = "The package manager of the machine that the command is for; by default this machine's" };
        manager.AcceptOnlyFromAmong(PackageManager.Names);
        var json = new Option<bool>("--json") { Description = "Print all as JSON" };
        var kernel = new KernelChoice();
        var command = new DocumentedCommand("which", "Which packages a machine needs: what drives each of its devices, where that lies, and the one command that installs it.", """
            Examples:
              kernelsplit which
              ssh host lspci -nn | kernelsplit which - --for dnf
              virsh dumpxml guest | kernelsplit which - --kernel linux-image-6.12-amd64.deb
              kernelsplit which lspci.txt lsusb.txt --kernel kernel-core-*.rpm --kernel kernel-modules-*.rpm
              kernelsplit which --kernel / --map package-maps/cloud.yaml --json
            """)
        {
            listings, manager, json,
        };
        foreach (var option in kernel.Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var named = parsed.GetValue(manager) is { } name ? PackageManager.Named(name) : PackageManager.OfThisMachine();
            return Task.FromResult(Run(parsed, kernel, parsed.GetValue(listings) ?? [], named, parsed.GetValue(json), cancellation));
        }));
        return command;
    }

    private static int Run(
        ParseResult parsed, KernelChoice choice, string[] files, PackageManager? manager, bool json, CancellationToken cancellation)
    {
        var listings = MachineListings.Read(files);
        var (kernel, suffix) = choice.Read(parsed, cancellation);
        var answer = MachineAnswer.Of(kernel, listings);
        Terminal.Report(answer.Unknown.Take(MostWarnings));
        if (answer.Unknown.Count > MostWarnings)
            Console.Error.WriteLine($"kernelsplit: {answer.Unknown.Count - MostWarnings} more lines were not understood; --json has all");

        // A machine that builds packages need not be one that can install them.
        var command = suffix is not null && suffix == manager?.Suffix ? manager.CommandFor(answer.Packages) : null;
        var names = DeviceNames.Load();
        if (json)
            Terminal.Json(output => MachineJson.Write(output, answer, names, command));
        else
            MachineText.Write(Console.Out, answer, names, command);
        if (suffix is not null && command is null)
            Console.Error.WriteLine($"kernelsplit: {manager?.Suffix ?? "no"} packages are what this machine installs, these are {suffix}; --for names another package manager");

        return answer.Devices.Any(device => device.State == DeviceState.Missing) ? ExitCode.Findings : ExitCode.Fine;
    }
}
