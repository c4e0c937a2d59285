using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Output;

/// <summary>
/// The result of <c>kernelsplit verify</c> as text: each target's contract, each package, and the verdict.
/// </summary>
internal static class VerificationText
{
    public static void Print(Plan plan, VerificationResult result, bool isOfBuiltPackages)
    {
        if (result.Kernel is { } kernel)
        {
            TextTable.Print(Contracts(result.Contract));
            TextTable.Print(Packages(plan, kernel));
        }

        var claim = result.HasErrors ? "" : ", each in one package, with all dependencies in reach"
            + (isOfBuiltPackages ? "; the packages match the plan" : "");
        Console.Out.WriteLine($"{plan.Release}: {plan.Placements.Count} modules{claim}; {Verdict(result)}");
    }

    private static Table Contracts(IReadOnlyList<RequirementResult> answers) => new(
        "contracts",
        ["target", "required", "module", "built in", "elsewhere", "missing"],
    [
        .. answers.GroupBy(answer => answer.Requirement.Target).Select(target => new[]
        {
            target.Key, Count(target), Count(target.Where(Is(Service.Module))),
            Count(target.Where(Is(Service.BuiltIn))),
            Count(target.Where(Is(Service.Elsewhere))), Count(target.Where(Is(Service.Missing))),
        }),
    ]);

    private static Table Packages(Plan plan, KernelCheck check)
    {
        var firmware = check.Firmware();
        return new(
            "packages",
            ["package", "modules", "installed", "firmware files that they may request"],
        [
            .. plan.Packages.Select(package => new[]
            {
                package.Name, Count(plan.In(package.Name)),
                ByteSize.Format(plan.In(package.Name).Sum(placement => placement.Size)), Count(firmware[package.Name]),
            }),
        ]);
    }

    private static string Verdict(VerificationResult result)
    {
        var errors = result.Findings.CountErrors();
        var warnings = result.Findings.Count(finding => finding.Severity == Severity.Warning);
        return (errors, warnings) switch
        {
            (0, 0) => "no errors",
            (0, _) => Count(warnings, "warning"),
            (_, 0) => Count(errors, "error"),
            _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}",
        };
    }

    private static Func<RequirementResult, bool> Is(Service service) => answer => answer.Service == service;

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Count<T>(IEnumerable<T> items) => items.Count().ToString(CultureInfo.InvariantCulture);
}
