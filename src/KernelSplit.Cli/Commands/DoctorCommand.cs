using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Kbuild.Machine;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit doctor</c>: what this machine lacks.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var install = new Option<bool>("--install") { Description = "Install what is missing (needs root)" };
        var arch = new Option<string>("--arch")
        {
            Description = "The architecture to build for",
            DefaultValueFactory = _ => Architecture.OfThisMachine?.Name ?? "x86_64",
        };
        arch.AcceptOnlyFromAmong([.. Architecture.All.Select(a => a.Name)]);
        var command = new Command("doctor", """
            Say what this machine lacks to build and package kernels, and the one command that installs it.

            Examples:
              kernelsplit doctor
              kernelsplit doctor --install
              kernelsplit doctor --arch aarch64
            """)
        {
            install, arch,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(async () =>
        {
            var architecture = Architecture.All.Single(a => a.Name == parsed.GetRequiredValue(arch));
            var missing = Doctor.Missing(Need.ToBuild(architecture));
            if (missing.Count == 0)
            {
                Console.Out.WriteLine("Nothing is missing.");
                return ExitCode.Fine;
            }

            Explain(missing);
            if (!parsed.GetValue(install))
                throw Doctor.Unmet(missing);
            await Install(missing, cancellation);
            return ExitCode.Fine;
        }));
        return command;
    }

    /// <summary>Installs with the package manager's output behind a progress line.</summary>
    public static Task<int> Install(IReadOnlyList<Need> missing, CancellationToken cancellation) =>
        new Stages().Run("install", async stage =>
        {
            await Doctor.Install(missing, stage.Line, cancellation);
            return (missing.Count, $"{missing.Count} things that were missing");
        });

    /// <summary>Says what is missing and what for, before anything is installed.</summary>
    public static void Explain(IReadOnlyList<Need> missing)
    {
        foreach (var need in missing)
            Console.Error.WriteLine($"  missing: {need.Name}, {need.Purpose}");
    }
}
