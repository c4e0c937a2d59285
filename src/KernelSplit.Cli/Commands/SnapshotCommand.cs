using System.CommandLine;
using KernelSplit.Building.Pipelines;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit snapshot</c>: stores what a later diff needs of a release in one small file.</summary>
internal static class SnapshotCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var plan = new Option<string?>("--plan") { Description = "The plan that the kernel was split by" };
        var map = MapOption.Create(
            "Split the kernel by this package map; without it and --plan, several packages are taken as they are");
        var source = new Option<string?>("--source")
        {
            Description = "Kernel source: adds which Kconfig symbols build each module; needed if the map tests them",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the snapshot to this file, - for standard output [default: RELEASE.snapshot]",
        };
        var force = ForceOption.Create();
        const string summary = "Store what a later diff needs of a split kernel in one small file.";
        var command = new DocumentedCommand("snapshot", summary, """
            Examples:
              kernelsplit snapshot linux-image-6.12-amd64.deb
              kernelsplit snapshot out/rpm/*.rpm --plan out/plan.json -o v2.snapshot
              kernelsplit snapshot kernel-core-*.rpm kernel-modules-*.rpm
              kernelsplit snapshot / --map ours.yaml -o - | ssh archive "cat > today.snapshot"
              kernelsplit diff v1.snapshot v2.snapshot
            """)
        {
            inputs, plan, map, source, output, force,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            new KernelSnapshot(
                parsed.GetRequiredValue(inputs), parsed.GetValue(plan), parsed.GetValue(map), parsed.GetValue(source)),
            parsed.GetValue(output), parsed.GetValue(force), cancellation)));
        return command;
    }

    private static async Task<int> Run(
        KernelSnapshot kernel, string? output, bool force, CancellationToken cancellation)
    {
        var (snapshot, findings) = await kernel.Take(Terminal.KernelReader(), cancellation);
        Terminal.Report(findings);
        var exitCode = findings.HaveErrors() ? ExitCode.Findings : ExitCode.Fine;
        if (findings.HaveErrors() && !force)
        {
            await Console.Error.WriteLineAsync(ForceOption.Withheld("snapshot"));
            return exitCode;
        }

        if (output == "-")
        {
            using var stdout = Console.OpenStandardOutput();
            SnapshotFile.Write(snapshot, stdout);
            return exitCode;
        }

        var file = output ?? $"{snapshot.Release}.snapshot";
        AtomicFile.Write(file, to => SnapshotFile.Write(snapshot, to));
        Console.Out.WriteLine($"{Path.GetFullPath(file)}: {snapshot.Release}, {snapshot.Modules.Count} modules in "
            + $"{snapshot.Packages.Count} packages, {ByteSize.Format(new FileInfo(file).Length)}");
        return exitCode;
    }
}
