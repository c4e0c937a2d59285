using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Inputs;

/// <summary>The options for a kernel and its packages: built packages, or those of a plan.</summary>
internal sealed class KernelChoice
{
    private const string Rpm = ".rpm";

    private readonly Option<string[]> _kernel = new("--kernel", "-k")
    {
        Description = "The kernel: its packages (.rpm, .deb or a directory of them; repeatable), a module tree or a "
            + "tarball [default: the packages in out/rpm next to the project file]",
    };

    private readonly Option<string?> _plan = new("--plan")
    {
        Description = "Use the placement in this plan.json instead of built packages",
    };

    private readonly Option<string?> _map = MapOption.Create("Split the kernel by this package map");

    private readonly Option<string?> _project = new("--project")
    {
        Description = "With a plan or a map: the project file with the packages' names "
            + "[default: kernelsplit.yaml here or above]",
    };

    public IEnumerable<Option> Options => [_kernel, _plan, _map, _project];

    /// <returns>
    /// The kernel, and the suffix of its package files; null if the packages only have the map's short names.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// The options contradict each other, or a file is missing or invalid.
    /// </exception>
    public (PackagedKernel Kernel, string? Suffix) Read(ParseResult parsed, CancellationToken cancellation)
    {
        var data = DataDirectories.Here();
        var projectFile = parsed.GetValue(_project) ?? DefaultProject.Find();
        var project = projectFile is null ? null : ProjectReader.Read(projectFile, data);
        var (planFile, map) = (parsed.GetValue(_plan), parsed.GetValue(_map));
        if (planFile is not null && map is not null)
            throw new InvalidInputException(
                "--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");

        var files = PrebuiltKernelFiles.Find(parsed.GetValue(_kernel) ?? [], projectFile);
        var packages = files.Select(KernelPackage.Read).OfType<KernelPackage>().ToList();
        var tree = Terminal.KernelReader().ReadWhole(files, cancellation);
        if (planFile is null && map is null && packages.Count == files.Length)
            return (
                PackagedKernel.Prebuilt(
                    tree, packages is [var only] ? [only] : [.. packages.Select(package => package.WithContent())]),
                packages[0].IsRpm ? Rpm : ".deb");

        var plan = planFile is null
            ? SplitBasis.Find(map, projectFile, data).Split(new KernelFacts(tree)) : PlanFile.Read(planFile);
        return (
            PackagedKernel.Planned(
                tree, plan, package => project is null ? package : $"{project.Name}-{package}", planFile ?? ""),
            project is null ? null : Rpm);
    }
}
