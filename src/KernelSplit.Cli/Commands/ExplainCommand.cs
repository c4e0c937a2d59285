using System.CommandLine;
using KernelSplit.Cli.Configs;
using KernelSplit.Cli.Output;
using KernelSplit.Cli.Plans;
using KernelSplit.Diagnostics;
using KernelSplit.Kconfig;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit explain</c>: what something is, how it came to be so, and where.</summary>
internal static class ExplainCommand
{
    private const string SymbolPrefix = "CONFIG_";

    public static Command Create()
    {
        var what = new Argument<string>("what") { Description = "A symbol, CONFIG_VIRTIO_NET; a module, virtio_net; or a package, gpu" };
        var plan = new Option<string?>("--plan") { Description = "For modules and packages: the plan, by default plan.json or out/plan.json" };
        var fragments = new Option<string[]>("--fragment", "-f") { Description = "Instead of a project's or a target's fragments (repeatable), - is standard input" };
        var json = new Option<bool>("--json") { Description = "Print all as JSON" };
        var inputs = new ConfigInputs();
        var command = new DocumentedCommand("explain", "What a Kconfig symbol is, what value it has with these fragments, and why; or why a module is in its package.", """
            Examples:
              kernelsplit explain CONFIG_VIRTIO_NET
              kernelsplit explain CONFIG_DRM_VIRTIO_GPU --target kvm --arch aarch64
              kernelsplit explain virtio_net --plan out/plan.json
              kernelsplit explain gpu --plan out/plan.json
              kernelsplit explain CONFIG_HZ --kernel ~/linux --base defconfig --fragment my.config
            """)
        {
            what, plan, fragments, json,
        };
        foreach (var option in inputs.Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            parsed, inputs, parsed.GetRequiredValue(what), parsed.GetValue(plan), parsed.GetValue(fragments) ?? [], parsed.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, ConfigInputs inputs, string what, string? plan, string[] fragments, bool json, CancellationToken cancellation)
    {
        if (!what.StartsWith(SymbolPrefix, StringComparison.Ordinal))
        {
            PlanExplanation.Tell(what, plan, json);
            return ExitCode.Fine;
        }

        var (kernel, explainer, config) = await inputs.Complete(parsed, fragments, cancellation);
        var name = what[SymbolPrefix.Length..];
        if (kernel.Tree.Find(name) is not { Definitions.Count: > 0 } symbol)
        {
            var unknown = explainer.ExplainUnknown(name);
            throw new InvalidInputException(what, unknown.File is null ? unknown.Text : $"{unknown.Text} ({unknown.File}:{unknown.Line})");
        }

        var facts = DeepRecursion.Run(() => config.FactsOf(symbol));
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            JsonReport.Write(output, "kernelsplit-symbol-1", writer =>
            {
                writer.WriteString("kernel", kernel.Version);
                writer.WriteString("arch", kernel.Architecture.Name);
                SymbolJson.Write(writer, facts);
            });
        }
        else
        {
            Console.Out.Write(SymbolText.Of(facts));
        }

        return ExitCode.Fine;
    }
}
