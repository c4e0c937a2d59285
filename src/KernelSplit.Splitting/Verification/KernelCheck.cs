using KernelSplit.Foundation;
using KernelSplit.Modules.Aliases;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Problems of a kernel's modules in their packages: soft dependencies between packages, missing signatures, files that
/// the kernel can't decompress.
/// </summary>
public sealed class KernelCheck(Plan plan, KernelFacts kernel)
{
    private const int MostNames = 3;

    private readonly Dictionary<string, string> _package = plan.PackageOfModules();

    public IEnumerable<Finding> Run() =>
        [.. CrossingNotes(), .. Unsigned(), .. CompressionCheck.Run(kernel.Tree, () => kernel.Config).Select(Of)];

    /// <summary>
    /// Soft and weak dependencies that nothing serves where only the module's package and what it requires are
    /// installed.
    /// </summary>
    public IEnumerable<(OptionalDependency Dependency, string From, IReadOnlyList<string> To)> CrossingDependencies()
    {
        var reach = new PackageReach(plan.Packages);
        foreach (var dependency in kernel.OptionalDependencies.Value)
        {
            if (!_package.TryGetValue(dependency.Module, out var from) || dependency.Providers.Count == 0
                || dependency.Providers.Any(driver => driver.IsBuiltIn))
                continue;
            var to = dependency.Providers
                .Select(driver => _package.GetValueOrDefault(driver.Name))
                .OfType<string>().Distinct().ToList();
            if (to.Count > 0 && !to.Exists(there => reach.Serves(from, there)))
                yield return (dependency, from, to);
        }
    }

    /// <summary>The firmware that each package's modules may ask for, as paths below /lib/firmware, sorted.</summary>
    public ILookup<string, string> Firmware()
    {
        return kernel.Tree.Modules
            .SelectMany(
                module => module.ModInfo.Firmware,
                (module, file) => (Package: _package.GetValueOrDefault(module.Name, ""), File: file))
            .Distinct().OrderBy(pair => pair.File, StringComparer.Ordinal)
            .ToLookup(pair => pair.Package, pair => pair.File, StringComparer.Ordinal);
    }

    private IEnumerable<Finding> CrossingNotes() => CrossingDependencies().Select(crossing => Of(Diagnostic.Note(
        DiagnosticKind.SoftDependency, crossing.Dependency.Module,
        $"{(crossing.Dependency.Kind == OptionalDependencyKind.Weak ? "weakdep" : "softdep")} on "
        + $"{crossing.Dependency.Target}, which is in {string.Join(" and ", crossing.To)}, not in {crossing.From}")));

    private IEnumerable<Finding> Unsigned()
    {
        var unsigned = kernel.Tree.Modules.Where(module => module.Signature is null).Select(module =>
            module.Name).ToList();
        if (unsigned.Count == 0 || unsigned.Count == kernel.Tree.Modules.Count)
            yield break;
        var names = Names.Some(unsigned, MostNames);
        yield return Of(Diagnostic.Error(DiagnosticKind.Signature,
            kernel.Tree.Source,
            $"{names} {(unsigned.Count == 1 ? "isn't" : "aren't")} signed, but the other modules are",
            "A kernel that enforces signatures refuses to load them: sign them with the kernel's scripts/sign-file"));
    }

    private static Finding Of(Diagnostic diagnostic) => new(diagnostic.File, diagnostic);
}
