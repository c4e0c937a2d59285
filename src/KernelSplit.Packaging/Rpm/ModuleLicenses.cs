using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// A package's licence, from its modules' MODULE_LICENSE (Documentation/process/license-rules.rst in the kernel).
/// </summary>
internal static class ModuleLicenses
{
    private const string Kernel = "GPL-2.0-only WITH Linux-syscall-note";

    // "GPL" doesn't say whether later versions are allowed, nor "BSD" which variant: the more restrictive one is
    // assumed.
    private static readonly Dictionary<string, string> Expressions = new()
    {
        ["GPL"] = "GPL-2.0-only",
        ["GPL v2"] = "GPL-2.0-only",
        ["GPL and additional rights"] = "GPL-2.0-only",
        ["Dual BSD/GPL"] = "(GPL-2.0-only OR BSD-3-Clause)",
        ["Dual MIT/GPL"] = "(GPL-2.0-only OR MIT)",
        ["Dual MPL/GPL"] = "(GPL-2.0-only OR MPL-1.1)",
        ["Proprietary"] = "LicenseRef-Proprietary",
    };

    /// <returns>An SPDX expression; a package without modules has the kernel's own.</returns>
    public static string Of(Plan plan, ModuleTree tree, string package)
    {
        var parts = plan.In(package)
            .Select(placement => tree.FindModule(placement.Module)?.ModInfo.License)
            .OfType<string>()
            .Select(license => Expressions.GetValueOrDefault(license) ?? $"LicenseRef-{Word(license)}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return string.Join(" AND ", package == plan.Base.Name || parts.Count == 0 ? parts.Prepend(Kernel) : parts);
    }

    private static string Word(string license) => new([.. license.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}
