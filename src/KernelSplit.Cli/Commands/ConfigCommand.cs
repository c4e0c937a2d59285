using System.CommandLine;
using System.Text.Json.Serialization;
using KernelSplit.Building.Configuring;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit config</c>: merges fragments into a .config and gives a verdict on every line.</summary>
internal static class ConfigCommand
{
    private const string StandardOutput = "-";
    private const int ManyMissing = 10;

    public static Command Create()
    {
        var fragments = new Argument<string[]>("fragment")
        {
            Description = "Fragments, applied in order; - is standard input",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var inputs = new ConfigInputs();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the .config to this file, - for standard output",
        };
        var all = new Option<bool>("--all")
        {
            Description = "Print the verdict on every line, not only on values that are not in the final .config",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Check all targets for all architectures, or --target and --arch, without a compiler",
        };
        var allow = new Option<string?>("--allow")
        {
            Description = "With --check: a list of known findings [default: fragments/allow.yaml]",
        };
        var github = new Option<bool>("--github")
        {
            Description = "With --check: print the findings as GitHub annotations",
        };
        var json = new Option<bool>("--json") { Description = "Print the verdicts as JSON" };
        const string summary =
            "Merge fragments into a .config; report which values are not in it, why, and what would help.";
        var command = new DocumentedCommand("config", summary, """
            Predicts the result of kbuild without building anything. Exit code 1: a requested value is not in the
            final .config.

            A kernel source runs commands, by make and by $(shell) in its Kconfig files, also with --dummy-tools and
            --check. For a source that you don't trust, --no-shell runs nothing of it.

            Examples:
              kernelsplit config
              kernelsplit config --target kvm --target container --arch aarch64 -o .config
              kernelsplit config --kernel ~/linux --base defconfig my.config more.config
              echo CONFIG_VIRTIO_NET=m | kernelsplit config --kernel ~/linux -
              kernelsplit config --check --kernel ~/linux --github
            """)
        {
            fragments, output, all, check, allow, github, json,
        };
        foreach (var option in inputs.Options)
            command.Add(option);
        command.OnlyWith(check, allow, github);
        command.NotWith(check, [fragments, output, all, .. inputs.OfOneConfiguration]);
        command.NotWith(json, all, github);
        command.OneOutput(json, output);
        command.SetAction((parsed, cancellation) => Failure.Guard(() => parsed.GetValue(check)
            ? ConfigCheck.Run(
                parsed, inputs, parsed.GetValue(allow), parsed.GetValue(github), parsed.GetValue(json), cancellation)
            : Run(
                parsed, inputs, parsed.GetValue(fragments) ?? [], parsed.GetValue(output), parsed.GetValue(all),
                parsed.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, ConfigInputs inputs, string[] fragments, string? output, bool all, bool json,
        CancellationToken cancellation)
    {
        var (kernel, _, config) = await inputs.Complete(parsed, fragments, cancellation);
        var warnings = DeepRecursion.Run(config.ReadWarnings);
        var verdicts = await Advise(config);
        var text = DeepRecursion.Run(() => config.Configuration.ToConfig());
        foreach (var warning in warnings)
            Console.Error.Write(ByteText.ToUtf16(warning));
        if (output == StandardOutput)
            WriteBytes(text);
        else if (output is not null)
            AtomicFile.Write(output, stream => stream.Write(System.Text.Encoding.Latin1.GetBytes(text)));
        if (json)
            PrintJson(kernel, verdicts);
        else
            Print(output == StandardOutput ? Console.Error : Console.Out, kernel, verdicts, all);
        if (MissingTools.Of(verdicts) is { Count: > 0 } tools)
        {
            var unmet = Doctor.Unmet(tools);
            Console.Error.WriteLine($"kernelsplit: {unmet.Message}. {unmet.Hint}");
        }

        return verdicts.Any(verdict => verdict.IsMissing) ? ExitCode.Findings : ExitCode.Fine;
    }

    /// <summary>The verdicts with fixes; with progress where there is much to find.</summary>
    private static async Task<IReadOnlyList<Verdict>> Advise(ExplainedConfig config)
    {
        var missing = config.Verdicts.Count(verdict => verdict.IsMissing);
        if (missing < ManyMissing)
            return DeepRecursion.Run(() => config.WithFixes(config.Verdicts));
        return await Terminal.Stages().Run("advice", stage =>
        {
            var verdicts = DeepRecursion.Run(() => config.WithFixes(
                config.Verdicts, (done, total) => stage.Report(done, total, "requested values")));
            return Task.FromResult((verdicts, $"{missing} requested values are not in the final .config"));
        });
    }

    private static void Print(TextWriter to, KernelKconfig kernel, IReadOnlyList<Verdict> verdicts, bool all)
    {
        to.WriteLine(VerdictText.Summary(kernel.Version, kernel.Architecture.Name, verdicts));
        var shown = verdicts.Where(verdict => all || verdict.IsMissing || verdict.Outcome == Outcome.Unknown);
        foreach (var text in all ? shown.Select(VerdictText.Of) : VerdictText.OfAll(shown))
            to.Write("\n" + text);
    }

    private static void PrintJson(KernelKconfig kernel, IReadOnlyList<Verdict> verdicts)
    {
        var document = new ConfigDocument(
            "kernelsplit-config-1", kernel.Version, kernel.Architecture.Name, verdicts.Select(VerdictJson.Of));
        Terminal.Json(to => JsonReport.Write(to, document, ConfigContext.Default.ConfigDocument));
    }

    private static void WriteBytes(string text)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(System.Text.Encoding.Latin1.GetBytes(text));
    }
}

internal sealed record ConfigDocument(
    string Schema, string Kernel, string Arch, IEnumerable<VerdictJson> RequestedValues);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 1000)]
[JsonSerializable(typeof(ConfigDocument))]
internal sealed partial class ConfigContext : JsonSerializerContext;
