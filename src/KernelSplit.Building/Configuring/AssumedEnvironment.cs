using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Building.Configuring;

/// <summary>What a kernel's Makefile would export to conf, as far as it can be known without running it.</summary>
internal static partial class AssumedEnvironment
{
    /// <exception cref="InvalidInputException">The Makefile doesn't say the kernel's version.</exception>
    public static IReadOnlyDictionary<string, string> Of(string source, Architecture architecture)
    {
        var makefile = Path.Combine(source, "Makefile");
        var lines = File.Exists(makefile) ? File.ReadLines(makefile).Take(20).ToList() : [];
        string? Value(string name) => lines.Select(line => Assignment().Match(line))
            .FirstOrDefault(match => match.Success && match.Groups["name"].Value == name)?.Groups["value"].Value;
        if (Value("VERSION") is not { Length: > 0 } version)
            throw new InvalidInputException(makefile, "doesn't begin with a kernel's VERSION and PATCHLEVEL");
        var name = architecture.KbuildName;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["srctree"] = Path.GetFullPath(source),
            ["objtree"] = ".",
            ["ARCH"] = name,
            ["SRCARCH"] = Directory.Exists(Path.Combine(source, "arch", name)) ? name : "x86",
            ["KERNELVERSION"] = $"{version}.{Value("PATCHLEVEL")}.{Value("SUBLEVEL")}{Value("EXTRAVERSION")}",
            ["CC"] = "gcc",
            ["LD"] = "ld",
            ["NM"] = "nm",
            ["OBJCOPY"] = "objcopy",
            ["PAHOLE"] = "pahole",
            ["CC_VERSION_TEXT"] = "gcc",
        };
    }

    [GeneratedRegex(@"^(?<name>[A-Z]+)\s*=\s*(?<value>\S*)$")]
    private static partial Regex Assignment();
}
