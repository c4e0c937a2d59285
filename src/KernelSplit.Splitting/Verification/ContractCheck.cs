using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Whether every device and module that the plan's targets require is served by the kernel image, or by the package
/// that must have it and those that it requires.
/// </summary>
/// <param name="plan">Where the modules are, and the contract.</param>
/// <param name="kernel">The kernel; most of its built-in drivers have no aliases, but a symbol in its .config.</param>
/// <param name="unloadable">Its modules that need what nothing provides.</param>
public sealed class ContractCheck(Plan plan, KernelFacts kernel, IReadOnlySet<string> unloadable)
{
    private readonly PackageReach _reach = new(plan.Packages);
    private readonly Dictionary<string, string> _package = plan.PackageOfModules();

    public IEnumerable<RequirementResult> Answers() =>
        plan.Terms.Contract.Select(required => Answer(required.Requirement, required.Package));

    /// <summary>Null for a satisfied requirement.</summary>
    public static Finding? Finding(RequirementResult answer) => answer.IsSatisfied
        ? null
        : new(answer.Requirement.Name, Diagnostic.Error(
            KindOf(answer.Service), answer.Requirement.Target,
            $"{answer.Package} doesn't serve {answer.Requirement.Name}: {answer.Words}", Hint(answer)));

    /// <summary>The finding about a requirement that isn't satisfied.</summary>
    public static DiagnosticKind KindOf(Service service) => service switch
    {
        Service.Elsewhere => DiagnosticKind.Elsewhere,
        Service.NotLoadable => DiagnosticKind.NotLoadable,
        _ => DiagnosticKind.Contract,
    };

    private RequirementResult Answer(Requirement requirement, string package)
    {
        var answers = Requests(requirement)
            .Select(request => Answer(requirement, package, [.. Drivers(requirement, request)])).ToList();
        return answers.Find(answer => !answer.IsSatisfied)
            ?? answers.Find(answer => answer.Service == Service.Module)
            ?? answers[0];
    }

    private RequirementResult Answer(Requirement requirement, string package, List<Driver> drivers)
    {
        var modules = drivers.FindAll(driver => !driver.IsBuiltIn && _package.ContainsKey(driver.Name));
        var loadable = modules.FindAll(driver => !unloadable.Contains(driver.Name));
        if (loadable.FindAll(driver => _reach.Serves(package, _package[driver.Name])) is { Count: > 0 } here)
            return Of(Service.Module, here);
        if (drivers.FindAll(driver => driver.IsBuiltIn) is { Count: > 0 } builtIn)
            return Of(Service.BuiltIn, builtIn);
        if (drivers.Count == 0 && kernel.Config is { } config && requirement.Symbols.ValueIn(config.Value) == 'y')
            return Of(Service.BuiltIn, []);
        return loadable.Count > 0 ? Of(Service.Elsewhere, loadable)
            : modules.Count > 0 ? Of(Service.NotLoadable, modules)
            : Of(Service.Missing, []);

        RequirementResult Of(Service service, List<Driver> serving) =>
            new(requirement, package, service, [.. serving.Select(driver => driver.Name)], serving.Count > 0
                ? _package.GetValueOrDefault(serving[0].Name) : null);
    }

    private IEnumerable<Driver> Drivers(Requirement requirement, string request)
    {
        var tree = kernel.Tree;
        if (requirement.Modaliases.Count > 0)
            return tree.Drivers(request);
        return new[] { (tree.FindModule(request)?.Name, false), (tree.FindBuiltIn(request)?.Name, true) }
            .Where(found => found.Name is not null).Select(found => new Driver(found.Name!, request, found.Item2));
    }

    private static string? Hint(RequirementResult answer) => answer.Service switch
    {
        Service.Missing when answer.Requirement.Symbols.IsKnown =>
            "Enable " + string.Join(
                " and ", answer.Requirement.Symbols.All
                .Select(any => string.Join(" or ", any.Select(symbol => $"CONFIG_{symbol}")))),
        Service.NotLoadable => "Check that the input is the complete kernel",
        Service.Elsewhere => $"Add an earlier rule that sends it to {answer.Package}",
        _ => null,
    };

    /// <summary>What must be served: each variant of the device, or the module.</summary>
    private static IReadOnlyList<string> Requests(Requirement requirement) => requirement.Modaliases.Count > 0
        ? requirement.Modaliases : [requirement.Name];
}
