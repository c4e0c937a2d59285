namespace KernelSplit.Foundation;

/// <summary>Whether a command fails: errors count, warnings and notes don't.</summary>
public static class Findings
{
    public static int CountErrors(this IEnumerable<Diagnostic> findings) =>
        findings.Count(finding => finding.Severity == Severity.Error);

    public static bool HaveErrors(this IEnumerable<Diagnostic> findings) =>
        findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>For input that can't be used if it has any error.</summary>
    /// <exception cref="InvalidInputException">There are errors; it lists them.</exception>
    public static void RefuseErrors(this IEnumerable<Diagnostic> findings)
    {
        if (findings.Where(finding => finding.Severity == Severity.Error).ToList() is { Count: > 0 } errors)
            throw new InvalidInputException(errors);
    }
}
