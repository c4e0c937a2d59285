using System.Text.RegularExpressions;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>
/// The fields of a <c>pci:</c> alias as scripts/mod/file2alias.c (<c>do_pci_entry</c>) writes them: upper-case
/// hexadecimal, vendor and device of four digits here, class of up to six; <c>*</c> where the driver takes any.
/// </summary>
internal sealed partial record PciAlias(string Vendor, string Device, string Class)
{
    public static PciAlias? Parse(string alias)
    {
        if (!alias.StartsWith("pci:", StringComparison.Ordinal)
            || Pattern().Match(alias) is not { Success: true } match)
            return null;
        return new PciAlias(Field(match, "v"), Field(match, "d"), ClassOf(match));
    }

    private static string Field(Match match, string name) =>
        match.Groups[name].Value is { Length: 8 } value ? value[4..] : "*";

    private static string ClassOf(Match match) =>
        match.Groups["class"].Value.Replace("bc", "").Replace("sc", "").Replace("i", "").Split('*')[0];

    [GeneratedRegex(
        @"^pci:v(?<v>\*|[0-9A-F]{8})d(?<d>\*|[0-9A-F]{8})sv(\*|[0-9A-F]{8})sd(\*|[0-9A-F]{8})"
        + @"(?<class>bc(\*|[0-9A-F]{2})sc(\*|[0-9A-F]{2})i(\*|[0-9A-F]{2}))")]
    private static partial Regex Pattern();
}
