using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Inputs;

/// <summary>Options that say which kernel, and in which packages it lies: finished ones, or those of a plan.</summary>
internal sealed class KernelChoice
{
    private const string UsualProject = "kernelsplit.yaml";
    private const string Rpm = ".rpm";

    private readonly Option<string[]> _kernel = new("--kernel", "-k") { Description = "The kernel: its finished packages (.rpm, .deb or a folder of them; repeatable), or a module tree or tarball; by default the packages in out/rpm beside the project file" };
    private readonly Option<string?> _plan = new("--plan") { Description = "The plan.json that says in which packages its modules lie, instead of the finished packages" };
    private readonly Option<string?> _map = new("--map") { Description = "Or the package map to split it by; for a module tree by default the project's, else " + PackageMapReader.Default };
    private readonly Option<string?> _project = new("--project") { Description = "With a plan or a map: the project file that says what the packages are called; by default kernelsplit.yaml, if there is one" };

    public IEnumerable<Option> Options => [_kernel, _plan, _map, _project];

    /// <returns>The kernel, and what its packages' files end in; nothing where they have short names that no package manager knows.</returns>
    /// <exception cref="InvalidInputException">The options don't fit each other, or what they name is wrong.</exception>
    public (PackagedKernel Kernel, string? Suffix) Read(ParseResult parsed, CancellationToken cancellation)
    {
        var data = DataDirectories.Here();
        var projectFile = parsed.GetValue(_project) ?? (File.Exists(UsualProject) ? UsualProject : null);
        var project = projectFile is null ? null : ProjectReader.Read(projectFile, data);
        var (planFile, map) = (parsed.GetValue(_plan), parsed.GetValue(_map));
        if (planFile is not null && map is not null)
            throw new InvalidInputException("--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");

        var files = PrebuiltKernelFiles.Find(parsed.GetValue(_kernel) ?? [], projectFile);
        var packages = files.Select(KernelPackage.Read).OfType<KernelPackage>().ToList();
        var tree = Terminal.KernelReader().ReadWhole(files, cancellation);
        if (planFile is null && map is null && packages.Count == files.Length)
            return (
                PackagedKernel.Prebuilt(
                    tree, packages is [var only] ? [only] : [.. packages.Select(package => package.WithContent())]),
                packages[0].IsRpm ? Rpm : ".deb");

        var plan = planFile is null ? Split(tree, map ?? project?.PackageMap, data) : PlanFile.Read(planFile);
        return (PackagedKernel.Planned(tree, plan, package => project is null ? package : $"{project.Name}-{package}", planFile ?? ""), project is null ? null : Rpm);
    }

    private static Plan Split(ModuleTree tree, string? map, DataDirectories data) =>
        Solver.Solve(new KernelFacts(tree), PackageMapReader.Find(map, data));
}
