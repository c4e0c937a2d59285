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

/// <summary>The options for a split: a plan, or a kernel and the package map to split it by.</summary>
internal sealed class SplitInputs(ConfigInputs inputs)
{
    private readonly Option<string?> _plan = new("--plan")
    {
        Description = "The plan [default without --kernel: plan.json or out/plan.json]",
    };

    private readonly Option<string?> _map = MapOption.Create("Package map to split --kernel by");

    private readonly Option<string?> _source = new("--source")
    {
        Description = "Kernel source, needed if the map tests Kconfig symbols",
    };

    public IEnumerable<Option> Options => [_plan, _map, _source];

    /// <summary>The split, and the kernel if one is given.</summary>
    public (Plan Plan, ModuleTree? Tree) Plan(ParseResult parsed, string what, CancellationToken cancellation)
    {
        if (PlanFileFor(parsed) is { } file)
            return (PlanFile.Read(file), inputs.Kernels(parsed).Length == 0 ? null : Tree(parsed, cancellation));
        if (inputs.Kernels(parsed).Length == 0)
        {
            throw new InvalidInputException(
                what, "no plan found, so it is unclear whether this names a module or a package",
                "Give a plan with --plan or a kernel with --kernel; for a Kconfig symbol, write "
                + $"CONFIG_{what.ToUpperInvariant().Replace('-', '_')}");
        }

        var (facts, basis) = Kernel(parsed, cancellation);
        return (basis.Split(facts), facts.Tree);
    }

    /// <summary>The kernel with the packages its modules are in, by the map's short names.</summary>
    public (PackagedKernel Kernel, Plan Plan) PackagedKernel(ParseResult parsed, CancellationToken cancellation)
    {
        var file = PlanFileFor(parsed);
        var (tree, plan) = file is null ? Split() : (Tree(parsed, cancellation), PlanFile.Read(file));
        return (Splitting.Machines.PackagedKernel.Planned(tree, plan, package => package, file ?? ""), plan);

        (ModuleTree, Plan) Split()
        {
            var (facts, basis) = Kernel(parsed, cancellation);
            return (facts.Tree, basis.Split(facts));
        }
    }

    /// <summary>The kernel and what it is split by.</summary>
    /// <exception cref="InvalidInputException">
    /// A plan is given, which can't be split again; or a file is missing or invalid.
    /// </exception>
    public (KernelFacts Kernel, SplitBasis Basis) Kernel(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_plan) is not null)
        {
            throw new InvalidInputException(
                "--plan", "a plan can't be split again", "Give the kernel with --kernel and its map with --map");
        }

        var basis = SplitBasis.Find(parsed.GetValue(_map), inputs.ProjectFile(parsed), DataDirectories.Here());
        return (Terminal.KernelReader().Facts(Tree(parsed, cancellation), parsed.GetValue(_source)), basis);
    }

    /// <summary>The map as the user or the project names it.</summary>
    public string MapName(ParseResult parsed) =>
        parsed.GetValue(_map) ?? inputs.ReadProject(parsed)?.PackageMap ?? PackageMapReader.Default;

    private ModuleTree Tree(ParseResult parsed, CancellationToken cancellation) =>
        Terminal.KernelReader().ReadWhole(
            PrebuiltKernelFiles.Find(inputs.Kernels(parsed), inputs.ProjectFile(parsed)), cancellation);

    private string? PlanFileFor(ParseResult parsed)
    {
        if (parsed.GetValue(_plan) is { } named)
            return parsed.GetValue(_map) is null ? named : throw new InvalidInputException(
                "--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");
        return inputs.Kernels(parsed).Length == 0 && parsed.GetValue(_map) is null ? DefaultPlan.FindDefault() : null;
    }
}
