using KernelSplit.Modules;

namespace KernelSplit.Packaging.Deb;

/// <summary>
/// The field <c>Modaliases: module(pattern, ...), ...</c> by which programs such as ubuntu-drivers find the package for a
/// device.
/// </summary>
internal static class Modaliases
{
    /// <summary>Empty where no module drives a device.</summary>
    public static string Of(IEnumerable<KernelModule> modules) => string.Join(", ", modules
        .OrderBy(module => module.Name, StringComparer.Ordinal)
        .Select(module => (module.Name, Patterns: module.ModInfo.Aliases.Where(IsDevice).Select(Pattern).Distinct().Order(StringComparer.Ordinal).ToArray()))
        .Where(module => module.Patterns.Length > 0)
        .Select(module => $"{module.Name}({string.Join(", ", module.Patterns)})"));

    /// <summary>A device's modalias names its bus, <c>pci:...</c>; a request such as <c>fs-ext4</c> doesn't.</summary>
    private static bool IsDevice(string alias) => alias.IndexOf(':') > 0 && !alias.Any(char.IsWhiteSpace);

    /// <summary>Readers split the field at commas and parentheses, which "of:" and "cpu:" have in patterns.</summary>
    private static string Pattern(string alias) => alias.Replace(',', '?').Replace('(', '?').Replace(')', '?');
}
