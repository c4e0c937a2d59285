using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Output;

/// <summary>What <c>kernelsplit verify</c> found, for people: each target's contract, each package, and the verdict.</summary>
internal static class ReviewText
{
    public static void Print(Plan plan, PlanReview review, bool isOfFinishedPackages)
    {
        TextTable.Print(Contracts(review.Contract));
        TextTable.Print(Packages(plan, review.Kernel));
        Console.Out.WriteLine($"{plan.Release}: {plan.Placements.Count} modules, each in one package with all that it needs; {(isOfFinishedPackages ? "the packages hold what the plan says; " : "")}{Verdict(review)}");
    }

    private static Table Contracts(IReadOnlyList<RequirementResult> answers) => new(
        "contracts",
        ["target", "promises", "by a module", "built in", "elsewhere", "missing"],
    [
        .. answers.GroupBy(answer => answer.Requirement.Target).Select(target => new[]
        {
            target.Key, Count(target), Count(target.Where(Is(Service.Module))), Count(target.Where(Is(Service.BuiltIn))),
            Count(target.Where(Is(Service.Elsewhere))), Count(target.Where(Is(Service.Missing))),
        }),
    ]);

    private static Table Packages(Plan plan, KernelCheck check)
    {
        var firmware = check.Firmware();
        return new(
            "packages",
            ["package", "modules", "installed", "firmware files that they may ask for"],
        [
            .. plan.Packages.Select(package => new[]
            {
                package.Name, Count(plan.In(package.Name)), ByteSize.Format(plan.In(package.Name).Sum(placement => placement.Size)), Count(firmware[package.Name]),
            }),
        ]);
    }

    private static string Verdict(PlanReview review)
    {
        var errors = review.Findings.CountErrors();
        var warnings = review.Findings.Count(finding => finding.Severity == Severity.Warning);
        return (errors, warnings) switch
        {
            (0, 0) => "nothing is wrong",
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"warnings: {warnings}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"errors: {errors}, warnings: {warnings}"),
        };
    }

    private static Func<RequirementResult, bool> Is(Service service) => answer => answer.Service == service;

    private static string Count<T>(IEnumerable<T> items) => items.Count().ToString(CultureInfo.InvariantCulture);
}
