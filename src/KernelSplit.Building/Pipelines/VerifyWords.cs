using KernelSplit.Foundation;

namespace KernelSplit.Building.Pipelines;

/// <summary>How the stage that checks packages ends.</summary>
internal static class VerifyWords
{
    public static string Of(IReadOnlyList<Diagnostic> findings) => findings.CountErrors() switch
    {
        0 => "every module in one package, no depmod warnings",
        1 => "1 error",
        var errors => $"{errors} errors",
    };
}
