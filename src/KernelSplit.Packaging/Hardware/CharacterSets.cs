using System.Text;

namespace KernelSplit.Packaging.Hardware;

/// <summary>Assigns each set of ASCII letters and digits a non-ASCII character.</summary>
internal sealed class CharacterSets
{
    private const char First = '\u0100';
    private readonly List<string> _members = [];
    private readonly Dictionary<string, char> _names = new(StringComparer.Ordinal);

    /// <summary>The members of a set, sorted; a plain character is its only member.</summary>
    public string Members(char element) => element < First ? element.ToString() : _members[element - First];

    /// <summary>The character for a set; for a single member, the member itself.</summary>
    public char Of(IEnumerable<char> members)
    {
        var sorted = new string([.. members.Distinct().Order()]);
        if (sorted.Length == 1)
            return sorted[0];
        if (!_names.TryGetValue(sorted, out var name))
        {
            name = (char)(First + _members.Count);
            _members.Add(sorted);
            _names.Add(sorted, name);
        }

        return name;
    }

    /// <summary>
    /// Parses the part between brackets, <c>0-4AB</c>; null unless it consists of letters, digits and ranges.
    /// </summary>
    public char? Read(string expression)
    {
        var members = new List<char>();
        for (var i = 0; i < expression.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(expression[i]))
                return null;
            var isRange = i + 2 < expression.Length && expression[i + 1] == '-';
            var last = isRange ? expression[i + 2] : expression[i];
            if (!char.IsAsciiLetterOrDigit(last))
                return null;
            for (var c = expression[i]; c <= last; c++)
                members.Add(c);
            i += isRange ? 2 : 0;
        }

        return members.Count == 0 || !members.All(char.IsAsciiLetterOrDigit) ? null : Of(members);
    }

    public bool Contains(char wide, char narrow) =>
        wide == narrow || (wide >= First && Members(narrow).All(Members(wide).Contains));

    /// <summary>
    /// A pattern with its sets in brackets. Letters are listed and only digits become ranges: a range of letters
    /// depends on the locale.
    /// </summary>
    public string Write(string pattern)
    {
        var text = new StringBuilder();
        foreach (var element in pattern)
        {
            if (element < First)
                text.Append(element);
            else
                text.Append('[').Append(Ranges(Members(element))).Append(']');
        }

        return text.ToString();
    }

    private static string Ranges(string members)
    {
        var text = new StringBuilder();
        for (var i = 0; i < members.Length;)
        {
            var end = i;
            while (end + 1 < members.Length && char.IsAsciiDigit(members[end + 1])
                && members[end + 1] == members[end] + 1)
                end++;
            text.Append(end - i < 3 ? members[i..(end + 1)] : $"{members[i]}-{members[end]}");
            i = end + 1;
        }

        return text.ToString();
    }
}
