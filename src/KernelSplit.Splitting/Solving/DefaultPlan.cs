using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Solving;

/// <summary>The plan that a user means who names none.</summary>
public static class DefaultPlan
{
    /// <summary>Where <c>split</c> and <c>run</c> write it.</summary>
    private static readonly string[] UsualPlaces = ["plan.json", Path.Combine("out", "plan.json")];

    public static string? FindUsual() => UsualPlaces.FirstOrDefault(File.Exists);

    /// <exception cref="InvalidInputException">There is none.</exception>
    public static string Find(string? named) => named ?? FindUsual() ?? throw new InvalidInputException(
        UsualPlaces[0], "no such file, and no out/plan.json", "Name a plan with --plan; \"kernelsplit split\" writes one");
}
