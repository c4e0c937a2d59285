namespace KernelSplit.Foundation;

/// <summary>What decides how a command ends: errors do, warnings and notes don't.</summary>
public static class Findings
{
    public static int CountErrors(this IEnumerable<Diagnostic> findings) => findings.Count(finding => finding.Severity == Severity.Error);

    public static bool HaveErrors(this IEnumerable<Diagnostic> findings) => findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>For input that is of no use while anything is wrong with it.</summary>
    /// <exception cref="InvalidInputException">There are errors: these.</exception>
    public static void RefuseErrors(this IEnumerable<Diagnostic> findings)
    {
        if (findings.Where(finding => finding.Severity == Severity.Error).ToList() is { Count: > 0 } errors)
            throw new InvalidInputException(errors);
    }
}
