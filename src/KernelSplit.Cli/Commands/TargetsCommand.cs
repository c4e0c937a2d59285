using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit targets</c>: lists the targets and what they require.</summary>
internal static class TargetsCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("target")
        {
            Description = "Print these targets in full",
            HelpName = "target",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(_ => DataDirectories.Here().TargetNames);
        var json = new Option<bool>("--json") { Description = "Print the targets as JSON" };
        var command = new DocumentedCommand("targets", "List the targets, or print all that some of them require.", """
            Examples:
              kernelsplit targets
              kernelsplit targets kvm xen
              kernelsplit targets --json
            """)
        {
            names, json,
        };
        command.SetAction((parsed, _) =>
            Failure.Guard(() => Task.FromResult(Run(parsed.GetValue(names) ?? [], parsed.GetValue(json)))));
        return command;
    }

    private static int Run(string[] names, bool json)
    {
        var data = DataDirectories.Here();
        var known = data.ReadTargets(names.Length > 0 ? names : data.TargetNames);
        var targets = names.Length > 0 ? [.. known.Where(target => names.Contains(target.Name))] : known;
        if (json)
        {
            Terminal.Json(output => TargetJson.Write(output, targets));
        }
        else if (names.Length > 0)
        {
            Console.Out.Write(string.Join('\n', targets.Select(TargetText.Of)));
        }
        else
        {
            string[] head =
                ["target", "summary", "includes", "devices (required + optional)", "modules", "capabilities"];
            TextTable.Print(new Table("", head, [.. targets.Select(TargetText.Row)]));
        }

        return ExitCode.Fine;
    }
}
