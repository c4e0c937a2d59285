using System.Globalization;
using System.Text.RegularExpressions;

namespace KernelSplit.Splitting.Targets;

/// <summary>Some versions of the kernel, such as <c>&lt;6.5</c> or <c>&gt;=6.2 &lt;6.12</c>.</summary>
public sealed partial class KernelRange
{
    private readonly IReadOnlyList<(string Operator, int[] Version)> _bounds;

    private KernelRange(IReadOnlyList<(string, int[])> bounds) => _bounds = bounds;

    public static KernelRange All { get; } = new([]);

    /// <summary>A range as text; null when it is none.</summary>
    public static KernelRange? Parse(string text)
    {
        var bounds = new List<(string, int[])>();
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Bound().Match(word) is not { Success: true } match)
                return null;
            bounds.Add((match.Groups["operator"].Value, Numbers(match.Groups["version"].Value)));
        }

        return bounds.Count == 0 ? null : new KernelRange(bounds);
    }

    /// <summary>
    /// Whether a version lies in it. 6.12 stands for its whole series: 6.12.3 is neither below nor above it.
    /// </summary>
    public bool Contains(string version) => _bounds.All(bound =>
    {
        var order = Compare(Numbers(version), bound.Version);
        return bound.Operator switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => order == 0,
        };
    });

    private static int Compare(int[] version, int[] bound)
    {
        for (var i = 0; i < bound.Length; i++)
        {
            var order = (i < version.Length ? version[i] : 0).CompareTo(bound[i]);
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static int[] Numbers(string version) =>
        [
            .. Digits().Match(version).Value.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(part =>
                int.Parse(part, CultureInfo.InvariantCulture)),
        ];

    [GeneratedRegex(@"^(?<operator><=|>=|<|>|=)(?<version>\d{1,9}(\.\d{1,9}){0,2})$")]
    private static partial Regex Bound();

    [GeneratedRegex(@"^\d{1,9}(\.\d{1,9})*")]
    private static partial Regex Digits();
}
