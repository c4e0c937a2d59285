using Xunit.v3;

namespace KernelSplit.Testing;

/// <summary>
/// The part of the acceptance tests that a class belongs to: <c>./test.sh --full PART</c> runs it. docs/testing.md says
/// what each part proves.
/// </summary>
public static class Part
{
    /// <summary>Our Kconfig engine beside the kernel's conf, merge_config.sh and make; fragments and targets.</summary>
    public const string Kconfig = "kconfig";

    /// <summary>Kernels that others built: read, split, explained and compared, beside kmod and binutils.</summary>
    public const string Distributions = "distributions";

    /// <summary>
    /// Packages made of them, beside rpm, dpkg, dnf, zypper, apt, rpmlint, lintian, libsolv and obs-build.
    /// </summary>
    public const string Packages = "packages";

    /// <summary>What guests of QEMU see.</summary>
    public const string Guests = "guests";

    /// <summary>Kernels that are compiled here.</summary>
    public const string Compile = "compile";

    /// <summary>Readers of damaged files; of each, for an hour.</summary>
    public const string Fuzz = "fuzz";
}

/// <inheritdoc cref="Part"/>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartAttribute(string name) : Attribute, ITraitAttribute
{
    /// <summary>One of <see cref="Part"/>.</summary>
    public string Name => name;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Part", name)];
}
