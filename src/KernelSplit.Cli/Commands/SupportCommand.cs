using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Host.Qemu;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Support;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit support</c>: which targets, devices and capabilities kernels support.</summary>
internal static class SupportCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        inputs.Description = "Kernels, one column each: a .config, a directory with lib/modules/<release>, a build "
            + "directory, a .deb, a tarball, or the .rpm files of one release. A plan.json adds "
            + "the packages of its kernel";
        var targets = new Option<string[]>("--target", "-t")
        {
            Description = "Only this target and the targets it includes (repeatable); exit code 1 if a kernel lacks a "
                + "required device or module",
            HelpName = "target",
        };
        targets.CompletionSources.Add(_ => DataDirectories.Here().TargetNames);
        var map = MapOption.Create("Split the kernels by this package map and print its packages", hasDefault: false);
        var vmm = new Option<string?>("--vmm")
        {
            Description = "QEMU program: compare its devices with the kernels' drivers",
        };
        var all = new Option<bool>("--all")
        {
            Description = "Print a row for each module that is loaded by name, not only for those a kernel lacks",
        };
        var markdown = new Option<bool>("--markdown") { Description = "Print Markdown" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        const string summary =
            "Report which targets, devices and shared file systems a kernel supports; several are shown side by side.";
        var command = new DocumentedCommand("support", summary, """
            The answers come from the kernel itself: built in, in which package, or missing and which symbol enables it.

            Examples:
              kernelsplit support linux-image-6.12-amd64.deb linux-image-6.12-cloud-amd64.deb
              kernelsplit support /boot/config-6.12.0 --target kata
              kernelsplit support kernel-core-*.rpm kernel-modules-*.rpm --markdown > SUPPORT.md
              kernelsplit support build/ --target kvm --vmm qemu-system-x86_64
              kernelsplit support linux-image-6.12-amd64.deb plan.json
              kernelsplit support linux-image-6.12-amd64.deb --map cloud --json
            """)
        {
            inputs, targets, map, vmm, all, markdown, json,
        };
        command.NotWith(json, markdown, all);
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            new Request(
                parsed.GetRequiredValue(inputs), parsed.GetValue(targets) ?? [], parsed.GetValue(map),
                parsed.GetValue(vmm),
                parsed.GetValue(all), parsed.GetValue(markdown), parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static async Task<int> Run(Request request, CancellationToken cancellation)
    {
        var data = DataDirectories.Here();
        var targets = data.ReadTargets(request.Targets.Length > 0 ? request.Targets : data.TargetNames);
        var map = request.Map is { } file ? PackageMapReader.Find(file, data) : null;
        var vmm = request.Vmm is { } program ? await QemuProgram.Ask(program, cancellation) : null;
        var table = SupportTable.Of(
            new KernelColumns(Terminal.KernelReader(), Terminal.Report).Read(request.Kernels, map, cancellation),
            targets, vmm);

        Print(table, request);
        var isLacking = table.Sections.Any(section =>
            table.Kernels.Select((_, kernel) => kernel).Any(kernel => section.Lacking(kernel).Any()));
        return request.Targets.Length > 0 && isLacking ? ExitCode.Findings : ExitCode.Fine;
    }

    private static void Print(SupportTable table, Request request)
    {
        if (request.Json)
        {
            Terminal.Json(output => SupportJson.Write(output, table));
        }
        else if (request.Markdown)
        {
            Console.Out.Write(SupportText.Markdown(new SupportGrid(table, request.All)));
        }
        else
        {
            SupportText.Print(new SupportGrid(table, request.All));
        }
    }

    private sealed record Request(
        string[] Kernels, string[] Targets, string? Map, string? Vmm, bool All, bool Markdown, bool Json);
}
