using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Devices.Listings;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Splitting.Explaining;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit explain</c>: explains modules, packages, devices and Kconfig symbols.</summary>
internal static class ExplainCommand
{
    private const string SymbolPrefix = "CONFIG_";
    private const string DeviceForms =
        "Give a modalias (pci:v00008086d00001520sv...), or the IDs printed by lspci -nn (15ad:07b0, with the subsystem "
        + "15ad:07b0:15ad:07b0) or lsusb (usb:0bda:8153)";

    public static Command Create()
    {
        var what = new Argument<string>("what")
        {
            Description = "A module (virtio_net, its file or a source file), a package (gpu), a device "
                + "(15ad:07b0, usb:0bda:8153 or a modalias), or a symbol (CONFIG_VIRTIO_NET)",
        };
        var whyNot = new Option<string?>("--why-not")
        {
            Description = "Report why the module is not in this package, and what would follow if a rule put it there",
            HelpName = "package",
        };
        var fragments = new Option<string[]>("--fragment", "-f")
        {
            Description = "For symbols: fragments to use instead of the project's (repeatable); - is standard input",
        };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON" };
        var inputs = new ConfigInputs(
            "; for anything but symbols, the prebuilt kernel: its packages (repeatable), a module tree or a tarball");
        var split = new SplitInputs(inputs);
        const string summary = "Explain why a module is in its package and what would move it, what a package "
            + "contains, what drives a device, or why a Kconfig symbol has its value.";
        var command = new DocumentedCommand("explain", summary, """
            Examples:
              kernelsplit explain virtio_net --plan out/plan.json
              kernelsplit explain gpu --kernel linux-image-6.12-amd64.deb
              kernelsplit explain 15ad:07b0 --kernel linux-image-6.12-amd64.deb
              kernelsplit explain "pci:v00008086d00001520sv*sd*bc*sc*i*" --kernel /
              kernelsplit explain usb:0bda:8153 --kernel / --json
              kernelsplit explain --why-not core mlx5_core --kernel linux-image-6.12-amd64.deb --map cloud
              kernelsplit explain CONFIG_VIRTIO_NET
              kernelsplit explain CONFIG_DRM_VIRTIO_GPU --target kvm --arch aarch64
              kernelsplit explain CONFIG_HZ --kernel ~/linux --base defconfig --fragment my.config
            """)
        {
            what, whyNot, fragments, json,
        };
        foreach (var option in split.Options.Concat(inputs.Options))
            command.Add(option);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var name = parsed.GetRequiredValue(what);
            var isSymbol = name.StartsWith(SymbolPrefix, StringComparison.Ordinal);
            if (isSymbol && parsed.GetValue(whyNot) is null)
                DocumentedCommand.Refuse(parsed, "a symbol", split.Options);
            else if (!isSymbol)
                DocumentedCommand.Refuse(parsed, "anything but a symbol", [fragments, .. inputs.OfConfiguring]);
            return Run(
                parsed, inputs, split, name, parsed.GetValue(whyNot), parsed.GetValue(fragments) ?? [],
                parsed.GetValue(json), cancellation);
        }));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, ConfigInputs inputs, SplitInputs split, string what, string? whyNot, string[] fragments,
        bool json, CancellationToken cancellation)
    {
        var isSymbol = what.StartsWith(SymbolPrefix, StringComparison.Ordinal);
        var isDevice = what.Contains(':', StringComparison.Ordinal);
        if (whyNot is not null)
        {
            return isSymbol || isDevice
                ? throw new InvalidInputException(
                    what, "--why-not needs a module name",
                    isDevice ? "Without --why-not, explain prints the modules that drive a device" : null)
                : WhyNotInPackage(parsed, split, whyNot, what, json, cancellation);
        }

        if (isSymbol)
            return await Symbol(parsed, inputs, what, fragments, json, cancellation);
        if (isDevice)
            return Device(parsed, split, what, json, cancellation);
        var (plan, tree) = split.Plan(parsed, what, cancellation);
        PlanExplanation.Print(what, plan, tree, json);
        return ExitCode.Fine;
    }

    private static int WhyNotInPackage(
        ParseResult parsed, SplitInputs split, string package, string module, bool json, CancellationToken cancellation)
    {
        var (kernel, basis) = split.Kernel(parsed, cancellation);
        var answer = WhyNot.Of(kernel, basis.Map, package, module);
        if (json)
            Terminal.Json(output => WhyNotJson.Write(output, answer));
        else
            WhyNotText.Write(Console.Out, answer, split.MapName(parsed));

        return ExitCode.Fine;
    }

    private static int Device(
        ParseResult parsed, SplitInputs split, string what, bool json, CancellationToken cancellation)
    {
        var device = DeviceId.Read(what) ?? throw new InvalidInputException(what, "not a device", DeviceForms);
        var (kernel, plan) = split.PackagedKernel(parsed, cancellation);
        var data = DataDirectories.Here();
        var story = DeviceExplanation.Of(
            kernel, device, DeviceId.Read($"usb:{what}"), data.ReadTargets(data.TargetNames));
        var (index, names) = (new PlanIndex(plan), DeviceNames.Load());
        if (json)
            Terminal.Json(output => DeviceJson.Write(output, what, story, index, names));
        else
            DeviceText.Write(Console.Out, story, index, names);

        return story.IsDriven ? ExitCode.Fine : ExitCode.Findings;
    }

    private static async Task<int> Symbol(
        ParseResult parsed, ConfigInputs inputs, string what, string[] fragments, bool json,
        CancellationToken cancellation)
    {
        var (kernel, explainer, config) = await inputs.Complete(parsed, fragments, cancellation);
        var name = what[SymbolPrefix.Length..];
        if (kernel.Tree.Find(name) is not { Definitions.Count: > 0 } symbol)
        {
            if (kernel.Tree.Find(name.ToUpperInvariant()) is { Definitions.Count: > 0 } upper)
                throw new InvalidInputException(
                    what, $"there is no {what}", $"Did you mean \"{SymbolPrefix}{upper.Name}\"?");
            var unknown = explainer.ExplainUnknown(name);
            throw new InvalidInputException(
                what, unknown.File is null ? unknown.Text : $"{unknown.Text} ({unknown.File}:{unknown.Line})");
        }

        var facts = DeepRecursion.Run(() => config.FactsOf(symbol));
        if (json)
            Terminal.Json(output => SymbolJson.Write(output, kernel.Version, kernel.Architecture.Name, facts));
        else
            Console.Out.Write(SymbolText.Of(facts));

        return ExitCode.Fine;
    }
}
