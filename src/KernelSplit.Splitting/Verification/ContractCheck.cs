using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Support;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Whether every device and module that a target promises is served by the kernel image, or by the package that must
/// have it and those that it requires.
/// </summary>
/// <param name="plan">Where the modules are.</param>
/// <param name="tree">The kernel.</param>
/// <param name="config">Its .config, where there is one: most code of the kernel image doesn't say what it drives, but the symbol tells.</param>
public sealed class ContractCheck(Plan plan, ModuleTree tree, KernelConfig? config = null)
{
    private readonly PackageReach _reach = new(plan.Packages);
    private readonly Dictionary<string, string> _package = plan.PackageOfModules();

    /// <summary>
    /// The promises of the targets that a map's rules name, each to the package that the first such rule sends their
    /// drivers to.
    /// </summary>
    public IEnumerable<RequirementResult> Answers(PackageMap map)
    {
        if (Architecture.OfKbuild(tree.Architecture) is not { } architecture)
            return [];
        return map.Rules
            .SelectMany(rule => rule.When.Targets, (rule, target) => (rule.To, Target: target))
            .DistinctBy(pair => pair.Target.Name)
            .SelectMany(pair => pair.Target.Contract(architecture), (pair, promise) => Answer(promise, pair.To));
    }

    public RequirementResult Answer(Requirement promise, string package)
    {
        var answers = Requests(promise).Select(request => Answer(promise, package, [.. Drivers(promise, request)])).ToList();
        return answers.Find(answer => !answer.IsSatisfied) ?? answers.Find(answer => answer.Service == Service.Module) ?? answers[0];
    }

    /// <summary>What is wrong, if anything.</summary>
    public static Diagnostic? Finding(RequirementResult answer) => answer.IsSatisfied
        ? null
        : Diagnostic.Error(answer.Requirement.Target, $"{answer.Package} doesn't serve {answer.Requirement.Name}: {answer.Words}", Hint(answer));

    /// <summary>
    /// For a kernel that is built here: a driver may be missing where the project says that it does without; where it
    /// says so in vain, that is a finding too, else the list would rot.
    /// </summary>
    public IReadOnlyList<Diagnostic> Run(IReadOnlyList<Requirement> contract, IReadOnlyList<Omission> without, string projectFile)
    {
        return
        [
            .. contract.Select(promise => Answer(promise, plan.Base.Name)).Where(answer => !(IsOmitted(answer.Requirement) && LacksDriver(answer.Requirement)))
                .Select(Finding).OfType<Diagnostic>(),
            .. without.Where(omission => !omission.Promises.Any(LacksDriver)).Select(InVain),
        ];

        bool IsOmitted(Requirement promise) => without.Any(omission => omission.Promises.Contains(promise));

        bool LacksDriver(Requirement promise) => Requests(promise).Any(request => !Drivers(promise, request).Any());

        Diagnostic InVain(Omission omission) => Diagnostic.Error(
            projectFile, $"\"without\" names \"{omission.Pattern}\", which this kernel has", "Take it out of the list", omission.Line);
    }

    private RequirementResult Answer(Requirement promise, string package, List<Driver> drivers)
    {
        if (drivers.FindAll(driver => !driver.IsBuiltIn && _reach.Serves(package, _package[driver.Name])) is { Count: > 0 } here)
            return Of(Service.Module, here);
        if (drivers.FindAll(driver => driver.IsBuiltIn) is { Count: > 0 } builtIn)
            return Of(Service.BuiltIn, builtIn);
        if (drivers.Count == 0 && config is not null && promise.Symbols.ValueIn(config.Value) == 'y')
            return Of(Service.BuiltIn, []);
        return Of(drivers.Count > 0 ? Service.Elsewhere : Service.Missing, drivers);

        RequirementResult Of(Service service, List<Driver> serving) =>
            new(promise, package, service, [.. serving.Select(driver => driver.Name)], serving.Count > 0 ? _package.GetValueOrDefault(serving[0].Name) : null);
    }

    private IEnumerable<Driver> Drivers(Requirement promise, string request)
    {
        if (promise.Modaliases.Count > 0)
            return tree.Drivers(request);
        return new[] { (tree.FindModule(request)?.Name, false), (tree.FindBuiltIn(request)?.Name, true) }
            .Where(found => found.Name is not null).Select(found => new Driver(found.Name!, request, found.Item2));
    }

    private static string? Hint(RequirementResult answer) => answer.Service switch
    {
        Service.Missing when answer.Requirement.Symbols.IsKnown =>
            "Switch on " + string.Join(" and ", answer.Requirement.Symbols.All.Select(any => string.Join(" or ", any.Select(symbol => $"CONFIG_{symbol}")))),
        Service.Elsewhere => $"A rule before the one that put it there has to send it to {answer.Package}",
        _ => null,
    };

    /// <summary>What is asked for: each form of the device, or the module.</summary>
    private static IReadOnlyList<string> Requests(Requirement promise) => promise.Modaliases.Count > 0 ? promise.Modaliases : [promise.Name];
}
