using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Whether a plan is of this kernel: each module is placed once, with its dependencies in reach, and nothing has
/// changed
/// since.
/// </summary>
public sealed class PlanFitCheck(Plan plan, KernelFacts kernel)
{
    private const int MostNames = 3;

    private readonly ModuleTree _tree = kernel.Tree;

    /// <exception cref="InvalidInputException">The plan is another release's.</exception>
    public IReadOnlyList<Diagnostic> Run() => plan.Release == _tree.Release
        ? [.. Complete(), .. Closed(), .. Changed()]
        : throw new InvalidInputException(
            _tree.Source, $"it is {_tree.Release}, and the plan is for {plan.Release}",
            "Split it, or give the kernel that was split");

    private IEnumerable<Diagnostic> Complete()
    {
        const string Hint = "Split the kernel again";
        var packages = plan.Packages.Select(package => package.Name).ToHashSet(StringComparer.Ordinal);
        var placed = plan.Placements.Select(placement => placement.Module).ToHashSet(StringComparer.Ordinal);
        foreach (var module in _tree.Modules.Where(module => !placed.Contains(module.Name)))
            yield return Misfit(module.Name, "the plan doesn't place it", Hint);
        foreach (var placement in plan.Placements)
        {
            if (!packages.Contains(placement.Package))
                yield return Misfit(
                    placement.Module, $"the plan places it in {placement.Package}, and has no such package", Hint);
            if (_tree.FindModule(placement.Module) is not { } module)
                yield return Misfit(
                    placement.Module, $"the plan places it in {placement.Package}, but the kernel doesn't have it",
                    Hint);
            else if (module.Path != placement.Path)
                yield return Misfit(
                    placement.Module, $"the plan has it as {placement.Path}, the kernel as {module.Path}", Hint);
        }
    }

    private IEnumerable<Diagnostic> Closed()
    {
        var reach = new PackageReach(plan.Packages);
        var package = plan.PackageOfModules();
        foreach (var module in _tree.Modules.Where(module => package.ContainsKey(module.Name)))
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

    /// <summary>One finding for all modules: signing, stripping or compressing changes every one of them.</summary>
    private IEnumerable<Diagnostic> Changed()
    {
        const string Hint = "Split the kernel that is shipped, after it is stripped, signed and compressed";
        var changed = plan.Placements
            .Where(placement => _tree.FindModule(placement.Module) is { } module && !placement.IsOf(module))
            .Select(placement => placement.Module).ToList();
        if (changed.Count > 0)
            yield return Different(
                _tree.Source, $"{Names.Some(changed, MostNames)} {(changed.Count == 1 ? "isn't" : "aren't")} the file "
                + "that was split", Hint);
        if (plan.Image is not null && kernel.Files.Image?.File != plan.Image)
            yield return Different(
                _tree.Source, kernel.Files.Image is null ? "the kernel image is missing"
                    : "the kernel image isn't the one that was split", Hint);
        if (plan.Config is not null && kernel.Files.Config?.Digest != plan.Config)
            yield return Different(
                kernel.Files.Config?.Place ?? _tree.Source, kernel.Files.Config is null ? "the .config is missing"
                    : "it isn't the .config of the kernel that was split", Hint);
    }

    private static Diagnostic Misfit(string module, string message, string hint) =>
        Diagnostic.Error(DiagnosticKind.Misfit, module, message, hint);

    private static Diagnostic Different(string file, string message, string hint) =>
        Diagnostic.Error(DiagnosticKind.Changed, file, message, hint);
}
