using System.Globalization;
using System.Runtime.CompilerServices;

namespace KernelSplit.Acceptance;

/// <summary>
/// How much of Kconfig a run compares. $KERNELSPLIT_CONF_TREES names the directories of other kernels and
/// $KERNELSPLIT_CONF_ARCHES other architectures: of these, all are compared.
/// </summary>
internal static class ComparedKernels
{
    private static readonly string[] NamedTrees = Words("KERNELSPLIT_CONF_TREES");
    private static readonly string[] NamedArchitectures = Words("KERNELSPLIT_CONF_ARCHES");

    /// <summary>Directories, or series of Debian's; the newest is the last.</summary>
    public static string[] Trees { get; } = NamedTrees is { Length: > 0 } ? NamedTrees : ["6.1", "6.12"];

    /// <summary>The kernels' own names of architectures.</summary>
    public static string[] Architectures { get; } =
        NamedArchitectures is { Length: > 0 } ? NamedArchitectures : ["x86_64", "i386", "arm64"];

    /// <summary>One tree.</summary>
    public static TheoryData<string> SampleTrees([CallerMemberName] string purpose = "") =>
        [.. NamedTrees.Length > 0 ? Trees : Coverage.Sample(Trees, purpose: purpose)];

    /// <summary>One tree and one architecture.</summary>
    public static TheoryData<string, string> Sample([CallerMemberName] string purpose = "")
    {
        (string Tree, string Architecture)[] all =
            [.. Trees.SelectMany(tree => Architectures.Select(architecture => (tree, architecture)))];
        var isNamed = NamedTrees.Length > 0 || NamedArchitectures.Length > 0;
        return [.. isNamed ? all : Coverage.Sample(all, purpose: purpose)];
    }

    /// <summary>The newest tree, or all.</summary>
    public static TheoryData<string> NewestTree() =>
        [.. NamedTrees.Length > 0 ? Trees : Coverage.Choose(Trees[^1..], Trees)];

    /// <summary>The top of a tree's source.</summary>
    public static string SourceOf(string tree) => tree.StartsWith('/') ? tree : DistributionBuild.UnpackedSource(tree);

    /// <summary>A number in the environment.</summary>
    public static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;

    private static string[] Words(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
}
