using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit doctor</c>: reports what this machine lacks.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var install = new Option<bool>("--install") { Description = "Install what is missing (as root)" };
        var arch = new Option<string>("--arch")
        {
            Description = "Architecture to build for",
            DefaultValueFactory = _ => Architecture.OfThisMachine?.Name ?? "x86_64",
        };
        arch.AcceptOnlyFromAmong([.. Architecture.All.Select(a => a.Name)]);
        var boot = new Option<bool>("--boot") { Description = "Also what \"kernelsplit boot\" needs" };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        const string summary =
            "Report what this machine lacks to build and package kernels, and the command that installs it.";
        var command = new DocumentedCommand("doctor", summary, """
            Examples:
              kernelsplit doctor
              kernelsplit doctor --install
              kernelsplit doctor --arch aarch64
            """)
        {
            install, arch, boot, json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(async () =>
        {
            var architecture = Architecture.All.Single(a => a.Name == parsed.GetRequiredValue(arch));
            var missing = Doctor.Missing(
                [
                    .. Need.ToBuild(architecture), .. Need.ToPublish,
                    .. parsed.GetValue(boot) ? Need.ToBoot(architecture.Emulator, isBusyboxOurs: true) : [],
                ]);
            if (missing.Count > 0 && parsed.GetValue(install))
            {
                Explain(missing, Console.Error);
                await Install(missing, cancellation);
                missing = [];
            }

            if (parsed.GetValue(json))
                Console.Out.Write(DoctorReport.Of(missing).ToJson());
            else if (missing.Count == 0)
                Console.Out.WriteLine("Nothing is missing.");
            else
                Explain(missing, Console.Out);
            return missing.Count == 0 ? ExitCode.Fine : throw Doctor.Unmet(missing);
        }));
        return command;
    }

    /// <summary>Installs with the package manager's output behind a progress line.</summary>
    public static Task<int> Install(IReadOnlyList<Need> missing, CancellationToken cancellation) =>
        Terminal.Stages().Run("install", async stage =>
        {
            await Doctor.Install(missing, stage.Line, cancellation);
            return (missing.Count, missing.Count == 1 ? "1 requirement" : $"{missing.Count} requirements");
        });

    /// <summary>Lists what is missing and what it is needed for.</summary>
    public static void Explain(IReadOnlyList<Need> missing, TextWriter writer)
    {
        foreach (var need in missing)
            writer.WriteLine($"  missing: {need.Name}, {need.Purpose}");
    }
}
