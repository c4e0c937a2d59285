using System.Text.RegularExpressions;

namespace KernelSplit.Packaging.Hardware;

/// <summary>
/// A module's alias with one character per element: a literal character, <c>*</c>, or, beyond ASCII, a set of
/// characters from <see cref="CharacterSets"/>.
/// </summary>
internal static partial class DevicePattern
{
    public const char Any = '*';

    // These describe every guest, whatever devices it has: the host's CPU, strings in the firmware, and devices that
    // kernel code creates. DMI aliases begin with dmi*: or dmi:, depmod's device nodes with devname:.
    [GeneratedRegex(@"^(?!cpu:|dmi\*?:|platform:|devname:)[a-z0-9_*-]+:[\x21-\x7E]*$")]
    private static partial Regex OfAttachedDevice();

    // In pci and usb modaliases (scripts/mod/file2alias.c) a field is a lower-case name and a number of fixed width.
    [GeneratedRegex(@"^(?<rest>(?:pci|usb):.*?)(?:[a-z]+\*)+$")]
    private static partial Regex OpenEnd();

    /// <summary>Whether it is the alias of a device, not one that software requests by name.</summary>
    public static bool IsOfDevice(string alias) => OfAttachedDevice().IsMatch(alias);

    /// <returns>Null for an alias with <c>?</c>, <c>\</c> or a negated set, which can't be expressed as sets.</returns>
    public static string? Read(string alias, CharacterSets sets)
    {
        var text = OpenEnd().Replace(alias, "${rest}*");
        var elements = new List<char>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '?' or '\\')
                return null;
            if (text[i] == Any && elements.Count > 0 && elements[^1] == Any)
                continue;
            if (text[i] != '[')
            {
                elements.Add(text[i]);
                continue;
            }

            var end = text.IndexOf(']', i + 1);
            if (end < 0 || sets.Read(text[(i + 1)..end]) is not { } set)
                return null;
            elements.Add(set);
            i = end;
        }

        return new string([.. elements]);
    }

    /// <summary>Whether a pattern matches everything that another one matches; false if that is uncertain.</summary>
    public static bool Covers(string wide, string narrow, CharacterSets sets)
    {
        var (w, n, afterStar, retry) = (0, 0, -1, 0);
        while (n < narrow.Length)
        {
            if (w < wide.Length && wide[w] == Any)
                (afterStar, retry) = (++w, n);
            else if (w < wide.Length && narrow[n] != Any && sets.Contains(wide[w], narrow[n]))
                (w, n) = (w + 1, n + 1);
            else if (afterStar >= 0)
                (w, n) = (afterStar, ++retry);
            else
                return false;
        }

        while (w < wide.Length && wide[w] == Any)
            w++;
        return w == wide.Length;
    }
}
