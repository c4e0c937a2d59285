using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Packaging.Checks;

/// <summary>
/// Every device and module that a target promises is served by the kernel image or the base package. A driver may be
/// missing where the project says that it does without; where it says so in vain, that is a finding too: else the list
/// would rot.
/// </summary>
public static class ContractCheck
{
    public static IReadOnlyList<Diagnostic> Run(Plan plan, ModuleTree tree, Project project) =>
        Run(plan, tree, project.Contract, project.Without, project.File);

    public static IReadOnlyList<Diagnostic> Run(
        Plan plan, ModuleTree tree, IReadOnlyList<Promise> contract, IReadOnlyList<Omission> without, string projectFile)
    {
        var core = RpmSpec.BaseOf(plan).Name;
        var package = plan.Placements.ToDictionary(p => p.Module, p => p.Package, StringComparer.Ordinal);
        return [.. contract.Select(Judge).OfType<Diagnostic>(), .. without.Where(omission => !omission.Promises.Any(LacksDriver)).Select(InVain)];

        Diagnostic? Judge(Promise promise) => Failure(promise) is { } failure && !(IsOmitted(promise) && LacksDriver(promise))
            ? Diagnostic.Error(promise.Target, $"{core} doesn't serve {promise.Name}: {failure}")
            : null;

        bool IsOmitted(Promise promise) => without.Any(omission => omission.Promises.Contains(promise));

        bool LacksDriver(Promise promise) => Requests(promise).Any(request => !Drivers(promise, request).Any());

        Diagnostic InVain(Omission omission) => Diagnostic.Error(
            projectFile, $"\"without\" names \"{omission.Pattern}\", which this kernel has", "Take it out of the list", omission.Line);

        string? Failure(Promise promise) =>
            Requests(promise).Select(request => Failing([.. Drivers(promise, request)])).FirstOrDefault(failure => failure is not null);

        string? Failing(List<(string Name, bool IsBuiltIn)> drivers)
        {
            if (drivers.Any(driver => driver.IsBuiltIn || package[driver.Name] == core))
                return null;
            return drivers.Count == 0
                ? "this kernel has no driver for it"
                : $"its driver {drivers[0].Name} is in {package[drivers[0].Name]}";
        }

        IEnumerable<(string Name, bool IsBuiltIn)> Drivers(Promise promise, string request) => promise.Modaliases.Count > 0
            ? tree.Drivers(request).Select(driver => (driver.Name, driver.IsBuiltIn))
            : Named(request);

        IEnumerable<(string Name, bool IsBuiltIn)> Named(string name)
        {
            if (tree.FindModule(name) is { } module)
                yield return (module.Name, false);
            if (tree.FindBuiltIn(name) is { } builtIn)
                yield return (builtIn.Name, true);
        }
    }

    /// <summary>What is asked for: each form of the device, or the module.</summary>
    private static IReadOnlyList<string> Requests(Promise promise) => promise.Modaliases.Count > 0 ? promise.Modaliases : [promise.Name];
}
