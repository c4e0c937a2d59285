namespace KernelSplit.Cli.Packages;

/// <summary>What <c>kernelsplit package</c> was asked for.</summary>
internal sealed record PackageRequest(
    string[] Inputs, string Format, string? Plan, string? Map, string? Source, string Name, string? Release, string[] Against, string Distribution,
    string Output, string? Repository, int Keep, bool Json);

/// <summary>The values of <c>--format</c>.</summary>
internal static class PackageFormat
{
    public const string Rpm = "rpm";
    public const string Deb = "deb";
    public const string Pieces = "pieces";
    public const string Spec = "spec";
    public const string BuildService = "obs";

    public static readonly IReadOnlyList<string> All = [Rpm, Deb, Pieces, Spec, BuildService];
}
