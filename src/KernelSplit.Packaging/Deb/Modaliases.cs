using KernelSplit.Modules;
using KernelSplit.Packaging.Hardware;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>
/// The field <c>Modaliases: module(pattern, ...), ...</c> which programs such as ubuntu-drivers and isenkram use to
/// find the package for a device.
/// </summary>
internal static class Modaliases
{
    /// <summary>Empty if no module drives a device that the base package doesn't drive.</summary>
    public static string Of(Plan plan, ModuleTree tree, string package) =>
        string.Join(", ", PackageHardware.ByModule(plan, tree, package)
        .Select(module => $"{module.Module}({string.Join(", ", module.Patterns.Select(Plain).Distinct())})"));

    /// <summary>
    /// Programs split the field at commas and parentheses, which device tree names in patterns may contain.
    /// </summary>
    private static string Plain(string pattern) => pattern.Replace(',', '?').Replace('(', '?').Replace(')', '?');
}
