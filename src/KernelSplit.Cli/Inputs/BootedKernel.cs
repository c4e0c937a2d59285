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

/// <summary>The options for a kernel that is booted, and the packages of it that are installed.</summary>
internal sealed class BootedKernel
{
    private readonly Option<string?> _plan = new("--plan")
    {
        Description = "The plan that the kernel is split by [default: plan.json beside the packages of a run]",
    };

    private readonly Option<string?> _map = MapOption.Create("Split the kernel by this package map", hasDefault: false);

    public BootedKernel()
    {
        Inputs = KernelArgument.Create();
        Inputs.Description =
            "The output directory of a run, or a kernel: a .deb, a tarball, the .rpm files of one kernel, "
            + "or a directory with lib/modules/<release>";
    }

    public Argument<string[]> Inputs { get; }

    public IEnumerable<Option> Options => [_plan, _map];

    /// <exception cref="InvalidInputException">
    /// The options contradict each other, a file is missing or invalid, or there is no such package.
    /// </exception>
    public Choice Read(ParseResult parsed, IReadOnlyList<string> with, CancellationToken cancellation)
    {
        var inputs = parsed.GetRequiredValue(Inputs);
        var (planFile, map) = (parsed.GetValue(_plan), parsed.GetValue(_map));
        if (planFile is not null && map is not null)
            throw new InvalidInputException(
                "--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");
        if (map is null)
            planFile ??= inputs.Select(input => Path.Combine(input, "plan.json")).FirstOrDefault(File.Exists);

        var files = PrebuiltKernelFiles.Find(inputs, projectFile: null);
        var tree = Terminal.KernelReader().ReadWhole(files, cancellation);
        if (planFile is null && map is null)
            return Prebuilt(tree, files, with);
        var plan = planFile is null
            ? SplitBasis.Find(map, null, DataDirectories.Here()).Split(new KernelFacts(tree)) : PlanFile.Read(planFile);
        return new(
            PackagedKernel.Planned(tree, plan, package => package, planFile ?? ""), files,
            plan.Closure([plan.Base.Name, .. with.Select(name => Named(name, plan.Packages.Select(p => p.Name)))]),
            plan.Closure, plan.Terms.Waivers);
    }

    /// <summary>A kernel as it is packaged; all of it where nothing says how.</summary>
    private static Choice Prebuilt(ModuleTree tree, string[] files, IReadOnlyList<string> with)
    {
        var packages = files.Select(KernelPackage.Read).OfType<KernelPackage>().ToList();
        var kernel = packages.Count == files.Length
            ? PackagedKernel.Prebuilt(
                tree, packages is [var only] ? [only] : [.. packages.Select(package => package.WithContent())])
            : new PackagedKernel(
                tree, "kernel",
                tree.Modules.ToDictionary(module => module.Name, _ => "kernel", StringComparer.Ordinal));
        return new(
            kernel, files,
            [
                kernel.Base,
                .. with.Select(name => Named(name, kernel.PackageOf.Values.Distinct())).Except([kernel.Base]),
            ],
            packages => packages, []);
    }

    private static string Named(string name, IEnumerable<string> packages)
    {
        string[] known = [.. packages];
        return known.Contains(name) ? name : throw new InvalidInputException(
            "--with", $"no package \"{name}\"", Nearest.Hint(name, known));
    }

    /// <param name="Kernel">The kernel, with all of its packages.</param>
    /// <param name="Files">Its files.</param>
    /// <param name="Packages">The packages that are installed.</param>
    /// <param name="Closure">Adds to packages what they require.</param>
    /// <param name="Waivers">What its plan accepts.</param>
    public sealed record Choice(
        PackagedKernel Kernel, string[] Files, IReadOnlyList<string> Packages,
        Func<IReadOnlyList<string>, IReadOnlyList<string>> Closure, IReadOnlyList<Waiver> Waivers);
}
