using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Explaining;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Output;

/// <summary>Prints what a plan says about a module or a package.</summary>
internal static class PlanExplanation
{
    /// <param name="what">A module or a package.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="tree">The kernel, if it is known: only it lists built-in code.</param>
    /// <param name="json">Whether to print JSON.</param>
    public static void Print(string what, Plan plan, ModuleTree? tree, bool json)
    {
        var index = new PlanIndex(plan);
        if (NamedThing.Find(what, index, tree) is not { } named)
            throw Unknown(what, index, isKernelKnown: tree is not null);
        var (package, placement, builtIn) = named;

        var story = package is null ? null : PackageExplanation.Of(plan, package);
        if (json)
        {
            Terminal.Json(output => PlacementJson.Write(output, index, story, placement, builtIn?.Name));
            return;
        }

        if (story is not null)
            PackageText.Write(Console.Out, index, story);
        if (story is not null && (placement ?? (object?)builtIn) is not null)
            Console.Out.WriteLine();
        if (placement is not null)
            ModulePlacementText.Write(Console.Out, index, placement);
        if (builtIn is not null)
        {
            Console.Out.WriteLine(
                $"{builtIn.Name} is built into the kernel image of {plan.Release}, which is in {plan.Base.Name}; "
                + "it is not a module, so nothing has to be loaded.");
        }
    }

    private static InvalidInputException Unknown(string what, PlanIndex index, bool isKernelKnown)
    {
        var near = NamedThing.Nearest(what, index);
        var builtIn = isKernelKnown ? null : "It may be built into the kernel image; --kernel shows that";
        return new(
            what, $"no module or package of {index.Plan.Release}",
            near is null ? builtIn : $"Did you mean \"{near}\"? {builtIn}".TrimEnd());
    }
}
