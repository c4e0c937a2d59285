using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>Whether a plan fits a kernel: each module is placed once, with its dependencies in reach.</summary>
public sealed class PlanFitCheck(Plan plan, ModuleTree tree)
{
    /// <exception cref="InvalidInputException">The plan is another kernel's.</exception>
    public IReadOnlyList<Diagnostic> Run() => plan.Release == tree.Release
        ? [.. Complete(), .. Closed()]
        : throw new InvalidInputException(
            tree.Source, $"it is {tree.Release}, and the plan is for {plan.Release}",
            "Split it, or give the kernel that was split");

    private IEnumerable<Diagnostic> Complete()
    {
        var placed = plan.Placements.ToDictionary(placement => placement.Module, StringComparer.Ordinal);
        foreach (var module in tree.Modules.Where(module => !placed.ContainsKey(module.Name)))
            yield return Diagnostic.Error(
                DiagnosticKind.Misfit, module.Name, "the plan doesn't place it", "Split the kernel again");
        foreach (var placement in plan.Placements)
        {
            if (tree.FindModule(placement.Module) is not { } module)
                yield return Diagnostic.Error(DiagnosticKind.Misfit,
                    placement.Module, $"the plan places it in {placement.Package}, but the kernel doesn't have it",
                    "Split the kernel again");
            else if (module.Path != placement.Path)
                yield return Diagnostic.Error(DiagnosticKind.Misfit,
                    placement.Module, $"the plan has it as {placement.Path}, the kernel as {module.Path}",
                    "Split the kernel again");
        }
    }

    private IEnumerable<Diagnostic> Closed()
    {
        var reach = new PackageReach(plan.Packages);
        var package = plan.PackageOfModules();
        foreach (var module in tree.Modules.Where(module => package.ContainsKey(module.Name)))
        {
            foreach (var needed in module.Dependencies)
            {
                if (package.TryGetValue(needed, out var there) && !reach.Serves(package[module.Name], there))
                    yield return Diagnostic.Error(
                        DiagnosticKind.OutOfReach, module.Name,
                        $"it is in {package[module.Name]}, but needs {needed}, which is in {there}",
                        $"Let {package[module.Name]} require {there}, or split the kernel again");
            }
        }
    }
}
