using KernelSplit.Foundation;

namespace KernelSplit.Packaging.Deb;

/// <summary>Debian's names of architectures (dpkg's cputable and tupletable).</summary>
internal static class DebArchitecture
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["x86_64"] = "amd64",
        ["i386"] = "i386",
        ["i686"] = "i386",
        ["aarch64"] = "arm64",
        ["arm64"] = "arm64",
        ["armv7hl"] = "armhf",
        ["ppc64le"] = "ppc64el",
        ["riscv64"] = "riscv64",
        ["s390x"] = "s390x",
    };

    /// <param name="rpm">RPM's architecture.</param>
    /// <exception cref="InvalidInputException">Debian has no such architecture.</exception>
    public static string Of(string rpm) => Names.GetValueOrDefault(rpm)
        ?? throw new InvalidInputException(
            rpm, "no Debian architecture is known for it", $"Supported are {string.Join(", ", Names.Keys)}");
}
