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
            .Select(module =>
                $"{Plain(module.Module)}({string.Join(", ", module.Patterns.Select(Plain).Distinct())})"));

    /// <summary>
    /// Programs split the field at white space, commas and parentheses, which device tree names in patterns may
    /// contain; a line break would begin another field.
    /// </summary>
    private static string Plain(string text) =>
        string.Concat(text.Select(c => c is > ' ' and < '\x7f' and not (',' or '(' or ')') ? c : '?'));
}
