using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Whether every device and module that a target requires is served by the kernel image, or by the package that must
/// have it and those that it requires.
/// </summary>
/// <param name="plan">Where the modules are.</param>
/// <param name="tree">The kernel.</param>
/// <param name="config">Its .config, where there is one: most built-in drivers have no aliases, but a symbol.</param>
public sealed class ContractCheck(Plan plan, ModuleTree tree, KernelConfig? config = null)
{
    private readonly PackageReach _reach = new(plan.Packages);
    private readonly Dictionary<string, string> _package = plan.PackageOfModules();

    /// <summary>
    /// The requirements of the targets that a map's rules name, each to the package that the first such rule sends
    /// their drivers to.
    /// </summary>
    public IEnumerable<RequirementResult> Answers(PackageMap map)
    {
        if (Architecture.OfKbuild(tree.Architecture) is not { } architecture)
            return [];
        return map.Rules
            .SelectMany(rule => rule.When.Targets, (rule, target) => (rule.To, Target: target))
            .DistinctBy(pair => pair.Target.Name)
            .SelectMany(
                pair => pair.Target.Contract(architecture), (pair, requirement) => Answer(requirement, pair.To));
    }

    public RequirementResult Answer(Requirement requirement, string package)
    {
        var answers = Requests(requirement)
            .Select(request => Answer(requirement, package, [.. Drivers(requirement, request)])).ToList();
        return answers.Find(answer => !answer.IsSatisfied)
            ?? answers.Find(answer => answer.Service == Service.Module)
            ?? answers[0];
    }

    /// <summary>Null for a satisfied requirement.</summary>
    public static Diagnostic? Finding(RequirementResult answer) => answer.IsSatisfied
        ? null
        : Diagnostic.Error(
            answer.Service == Service.Elsewhere ? DiagnosticKind.Elsewhere : DiagnosticKind.Contract,
            answer.Requirement.Target, $"{answer.Package} doesn't serve {answer.Requirement.Name}: {answer.Words}",
            Hint(answer));

    /// <summary>
    /// For a kernel that is built here: a waiver accepts that a driver is missing, not that it is in the wrong package.
    /// A waiver for what the kernel provides is a finding too, else the list would rot.
    /// </summary>
    /// <param name="contract">What the base package must serve.</param>
    /// <param name="waivers">The project's, each about some of the contract.</param>
    /// <param name="today">Decides which waivers count.</param>
    public IReadOnlyList<Diagnostic> Run(
        IReadOnlyList<Requirement> contract, IReadOnlyList<Waiver> waivers, DateOnly today)
    {
        return
        [
            .. contract.Select(Check).OfType<Diagnostic>().Where(finding => finding.Severity > Severity.Note),
            .. waivers.Where(
                waiver => !contract.Any(requirement => waiver.IsAbout(requirement.Name) && LacksDriver(requirement)))
                .Select(waiver => Diagnostic.Error(
                    DiagnosticKind.NeedlessWaiver, waiver.File,
                    $"needless waiver: this kernel provides \"{waiver.About}\"", "Remove it",
                        waiver.Line)),
        ];

        Diagnostic? Check(Requirement requirement) => Finding(Answer(requirement, plan.Base.Name)) is not { } finding
            ? null
            : LacksDriver(requirement)
                ? new Finding(requirement.Name, finding).Waived(waivers, today)
            : finding;

        bool LacksDriver(Requirement requirement) =>
            Requests(requirement).Any(request => !Drivers(requirement, request).Any());
    }

    private RequirementResult Answer(Requirement requirement, string package, List<Driver> drivers)
    {
        if (drivers.FindAll(driver => !driver.IsBuiltIn && _reach.Serves(package, _package[driver.Name]))
            is { Count: > 0 } here)
            return Of(Service.Module, here);
        if (drivers.FindAll(driver => driver.IsBuiltIn) is { Count: > 0 } builtIn)
            return Of(Service.BuiltIn, builtIn);
        if (drivers.Count == 0 && config is not null && requirement.Symbols.ValueIn(config.Value) == 'y')
            return Of(Service.BuiltIn, []);
        return Of(drivers.Count > 0 ? Service.Elsewhere : Service.Missing, drivers);

        RequirementResult Of(Service service, List<Driver> serving) =>
            new(requirement, package, service, [.. serving.Select(driver => driver.Name)], serving.Count > 0
                ? _package.GetValueOrDefault(serving[0].Name) : null);
    }

    private IEnumerable<Driver> Drivers(Requirement requirement, string request)
    {
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
        Service.Elsewhere => $"Add an earlier rule that sends it to {answer.Package}",
        _ => null,
    };

    /// <summary>What must be served: each variant of the device, or the module.</summary>
    private static IReadOnlyList<string> Requests(Requirement requirement) => requirement.Modaliases.Count > 0
        ? requirement.Modaliases : [requirement.Name];
}
