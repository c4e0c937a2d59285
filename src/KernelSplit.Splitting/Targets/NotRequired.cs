using System.Text.RegularExpressions;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Splitting.Targets;

/// <summary>A paragraph of a fragment that requests more than the contract needs, and says so.</summary>
/// <param name="Reason">The text behind <c># not in the contract:</c>.</param>
/// <param name="File">The fragment.</param>
/// <param name="Symbols">The symbols that it sets, without <c>CONFIG_</c>.</param>
public sealed partial record NotRequired(string Reason, string File, IReadOnlyList<string> Symbols)
{
    /// <exception cref="IOException">The fragment can't be read.</exception>
    public static IEnumerable<NotRequired> In(string fragment) => System.IO.File.ReadAllText(fragment)
        .Split("\n\n")
        .Select(paragraph => (Paragraph: paragraph, Mark: MarkLine().Match(paragraph)))
        .Where(marked => marked.Mark.Success)
        .Select(marked => new NotRequired(
            marked.Mark.Groups["reason"].Value, fragment,
            [.. ConfigText.Read(marked.Paragraph.Split('\n'), fragment, []).Select(request => request.Symbol)]));

    [GeneratedRegex("^# not in the contract: *(?<reason>.+)$", RegexOptions.Multiline)]
    private static partial Regex MarkLine();
}
