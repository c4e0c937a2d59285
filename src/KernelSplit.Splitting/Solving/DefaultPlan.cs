using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Solving;

/// <summary>The plan to use where none is named.</summary>
public static class DefaultPlan
{
    /// <summary>Where <c>split</c> and <c>run</c> write it.</summary>
    private static readonly string[] DefaultPlaces = ["plan.json", Path.Combine("out", "plan.json")];

    public static string? FindDefault() => DefaultPlaces.FirstOrDefault(File.Exists);

    /// <exception cref="InvalidInputException">There is none.</exception>
    public static string Find(string? named) => named ?? FindDefault() ?? throw new InvalidInputException(
        DefaultPlaces[0], "no such file, and no out/plan.json",
            "Give a plan with --plan; \"kernelsplit split\" writes one");
}
