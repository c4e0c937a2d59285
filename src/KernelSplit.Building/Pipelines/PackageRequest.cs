using KernelSplit.Foundation;

namespace KernelSplit.Building.Pipelines;

/// <summary>The options of <c>kernelsplit package</c>.</summary>
public sealed record PackageRequest(
    string[] Inputs, string Format, string? Plan, string? Map, string? Source, string? Name, string? Release,
    string[] Against, string? Distribution,
    string Output, string? Repository, int Keep, bool Force)
{
    /// <summary>Refuses options that have no effect with the format.</summary>
    /// <exception cref="InvalidInputException">There is such an option, or two contradict each other.</exception>
    public void Validate()
    {
        if (this is { Plan: not null, Map: not null })
            throw new InvalidInputException(
                "--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");
        if (Repository is not null && Format != PackageFormat.Rpm)
            throw new InvalidInputException("--repo",
                $"can't be combined with --format {Format}", "A repository contains RPMs only");
        if (Format == PackageFormat.Deb && Distribution is not null)
            throw new InvalidInputException(
                "--distribution", "can't be combined with --format deb", "It only applies to RPMs");
        (string Option, object? Value)[] ofProject =
        [
            ("--plan", Plan), ("--map", Map), ("--source", Source), ("--name", Name), ("--release", Release),
            ("--against", Against.FirstOrDefault()),
            ("--distribution", Distribution),
        ];
        if (Format is PackageFormat.Spec or PackageFormat.BuildService
            && ofProject.FirstOrDefault(option => option.Value is not null).Option is { } given)
            throw new InvalidInputException(
                given, $"can't be combined with --format {Format}", "Set it in kernelsplit.yaml");
    }
}

/// <summary>The values of <c>--format</c>.</summary>
public static class PackageFormat
{
    public const string Rpm = "rpm";
    public const string Deb = "deb";
    public const string SpecFragments = "spec-fragments";
    public const string Spec = "spec";
    public const string BuildService = "obs";

    public static readonly IReadOnlyList<string> All = [Rpm, Deb, SpecFragments, Spec, BuildService];
}
