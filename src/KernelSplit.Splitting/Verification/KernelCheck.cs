using KernelSplit.Foundation;
using KernelSplit.Modules.Aliases;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>What is odd about a kernel's modules once they are in packages: wishes that cross them, signatures that lack.</summary>
public sealed class KernelCheck(Plan plan, KernelFacts kernel)
{
    private const int MostNames = 3;

    private readonly Dictionary<string, string> _package = plan.PackageOfModules();

    public IEnumerable<Diagnostic> Run() => [.. CrossingNotes(), .. Unsigned()];

    /// <summary>
    /// Soft and weak dependencies that nothing serves where the module is installed without further packages.
    /// </summary>
    public IEnumerable<(OptionalDependency Wish, string From, IReadOnlyList<string> To)> CrossingSoftDependencies()
    {
        var reach = new PackageReach(plan.Packages);
        foreach (var wish in kernel.Wishes.Value)
        {
            if (!_package.TryGetValue(wish.Module, out var from) || wish.Providers.Count == 0
                || wish.Providers.Any(driver => driver.IsBuiltIn))
                continue;
            var to = wish.Providers
                .Select(driver => _package.GetValueOrDefault(driver.Name))
                .OfType<string>().Distinct().ToList();
            if (to.Count > 0 && !to.Exists(there => reach.Serves(from, there)))
                yield return (wish, from, to);
        }
    }

    /// <summary>The firmware that each package's modules may ask for, as paths below /lib/firmware, sorted.</summary>
    public ILookup<string, string> Firmware()
    {
        return kernel.Tree.Modules
            .SelectMany(module => module.ModInfo.Firmware, (module, file) => (Package: _package[module.Name], File: file))
            .Distinct().OrderBy(pair => pair.File, StringComparer.Ordinal)
            .ToLookup(pair => pair.Package, pair => pair.File, StringComparer.Ordinal);
    }

    private IEnumerable<Diagnostic> CrossingNotes() => CrossingSoftDependencies().Select(crossing => new Diagnostic(
        crossing.Wish.Module, 0, 0, Severity.Note,
        $"it is in {crossing.From} and would like to have {crossing.Wish.Target}, which is in {string.Join(" and ", crossing.To)}"));

    private IEnumerable<Diagnostic> Unsigned()
    {
        var unsigned = kernel.Tree.Modules.Where(module => module.Signature is null).Select(module => module.Name).ToList();
        if (unsigned.Count == 0 || unsigned.Count == kernel.Tree.Modules.Count)
            yield break;
        var names = Names.Some(unsigned, MostNames);
        yield return Diagnostic.Error(
            kernel.Tree.Source,
            $"{names} {(unsigned.Count == 1 ? "isn't" : "aren't")} signed, and the other modules are",
            "A kernel that insists on signatures refuses to load them: sign them with the kernel's scripts/sign-file");
    }
}
