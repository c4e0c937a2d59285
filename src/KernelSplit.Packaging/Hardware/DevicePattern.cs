using System.Text.RegularExpressions;

namespace KernelSplit.Packaging.Hardware;

/// <summary>
/// A module's alias as a row of characters of which one stands for one element: for itself, for <c>*</c>, or, beyond
/// ASCII, for a set of characters that <see cref="CharacterSets"/> knows.
/// </summary>
internal static partial class DevicePattern
{
    public const char Any = '*';

    // What they describe each guest has, whatever is attached to it: its host's processor, the names in its firmware,
    // and devices that kernel code makes up. dmi's begin with dmi*: or dmi:, depmod's own device nodes with devname:.
    [GeneratedRegex(@"^(?!cpu:|dmi\*?:|platform:|devname:)[a-z0-9_*-]+:[\x21-\x7E]*$")]
    private static partial Regex OfAttachedDevice();

    // In pci and usb modaliases (scripts/mod/file2alias.c) a field's lower-case name follows a number of fixed width.
    [GeneratedRegex(@"^(?<rest>(?:pci|usb):.*?)(?:[a-z]+\*)+$")]
    private static partial Regex OpenEnd();

    /// <summary>Whether a device that is attached can have it, and no software asks for it by name.</summary>
    public static bool IsOfDevice(string alias) => OfAttachedDevice().IsMatch(alias);

    /// <returns>Nothing for an alias with <c>?</c>, <c>\</c> or a negated set, which no sets of characters are made of.</returns>
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

    /// <summary>Whether every text that one pattern matches is matched by another one, too; may overlook that.</summary>
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
