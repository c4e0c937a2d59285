using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>The functions of make (GNU make manual, 8) that can be evaluated without running anything.</summary>
internal static class Functions
{
    /// <summary>The result of a call; null if the text isn't one.</summary>
    public static List<Word>? Call(Expander expander, string inner, Site site)
    {
        var space = inner.AsSpan().IndexOfAny(' ', '\t');
        if (space <= 0)
            return null;

        var text = inner[(space + 1)..].TrimStart();
        List<Word> List(string argument) => expander.Words(argument, site);
        string[] Split(int count) => [.. References.Arguments(text, count), .. Enumerable.Repeat("", count)];

        switch (inner[..space])
        {
            case "addprefix":
                return Mapped(
                    expander, Split(2)[0], "", List(Split(2)[1]), site, static (prefix, _, word) => prefix + word);
            case "addsuffix":
                return Mapped(
                    expander, Split(2)[0], "", List(Split(2)[1]), site, static (suffix, _, word) => word + suffix);
            case "patsubst":
                return PatternReplaced(expander, Split(3)[0], Split(3)[1], List(Split(3)[2]), site);
            case "subst":
                return Substituted(expander, Split(3), site);
            case "filter":
                return Filtered(List(Split(2)[0]), List(Split(2)[1]), keep: true);
            case "filter-out":
                return Filtered(List(Split(2)[0]), List(Split(2)[1]), keep: false);
            case "strip":
                return List(text);
            case "sort":
                return Sorted(List(text));
            case "notdir":
                return Each(List(text), static word => word[(word.LastIndexOf('/') + 1)..]);
            case "dir":
                return Each(
                    List(text),
                    static word =>
                        word.Contains('/', StringComparison.Ordinal) ? word[..(word.LastIndexOf('/') + 1)] : "./");
            case "basename":
                return Each(
                    List(text),
                    static word =>
                        word.LastIndexOf('.') is var dot && dot > word.LastIndexOf('/') ? word[..dot] : word);
            case "suffix":
                return Each(
                    List(text),
                    static word => word.LastIndexOf('.') is var dot && dot > word.LastIndexOf('/') ? word[dot..] : "");
            case "firstword":
                return Picked(List(text), site, static words => words.FirstOrDefault() ?? "");
            case "lastword":
                return Picked(List(text), site, static words => words.LastOrDefault() ?? "");
            case "words":
                return Picked(List(text), site, static words => $"{words.Length}");
            case "word":
                return int.TryParse(Split(2)[0], out var n)
                    ? Picked(List(Split(2)[1]), site, words => words.ElementAtOrDefault(n - 1) ?? "")
                    : [site.Unresolved("$(word ...) with a non-numeric first argument")];
            case "findstring":
                return Mapped(
                    expander, Split(2)[0], Split(2)[1], [site.Word("")], site,
                    static (part, whole, _) => whole.Contains(part, StringComparison.Ordinal) ? part : "");
            case "if":
                return ControlFunctions.If(expander, Split(3), site);
            case "or":
                return ControlFunctions.Or(expander, References.Arguments(text, int.MaxValue), site);
            case "and":
                return ControlFunctions.And(expander, References.Arguments(text, int.MaxValue), site);
            case "foreach":
                return ControlFunctions.ForEach(expander, Split(3), site);
            case "call":
                return ControlFunctions.Call(expander, References.Arguments(text, int.MaxValue), site);
            case "eval":
                return ControlFunctions.Eval(expander, text, site);
            case "origin":
                return Each(List(text), word => expander.Scope.Find(word) is null ? "undefined" : "file");
            case "info" or "warning" or "error":
                return [];
            case "shell":
                return [site.Unresolved("$(shell ...) runs a program")];
            case "wildcard" or "realpath" or "abspath" or "value" or "flavor" or "join" or "wordlist" or "file"
                or "guile":
                return [site.Unresolved($"$({inner[..space]} ...) is not evaluated")];
            default:
                return null;
        }
    }

    public static List<Word> PatternReplaced(Expander expander, string from, string to, List<Word> words, Site site) =>
        Mapped(expander, from, to, words, site, Pattern.Replace);

    /// <summary>Maps each word with a function that gets two more texts.</summary>
    private static List<Word> Mapped(
        Expander expander, string first, string second, List<Word> words, Site site,
        Func<string, string, string, string> change)
    {
        var result = new List<Word>(words.Count);
        foreach (var a in expander.Alternatives(first.Trim(), site))
        {
            foreach (var b in expander.Alternatives(second.Trim(), site))
            {
                var when = a.When & b.When;
                if (Algebra.IsNever(when))
                    continue;
                if (a.Text is null || b.Text is null)
                    result.Add(site.Unresolved(a.Text is null ? a.Unknown : b.Unknown).If(when));
                else
                    result.AddRange(Each(words, word => change(a.Text, b.Text, word)).Select(word => word.If(when)));
            }
        }

        return result;
    }

    private static List<Word> Each(List<Word> words, Func<string, string> change)
    {
        var result = new List<Word>(words.Count);
        foreach (var word in words)
        {
            if (word.Text is null)
            {
                result.Add(word with { TextOf = null });
                continue;
            }

            foreach (var text in change(word.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                result.Add(word with { Text = text });
        }

        return result;
    }

    private static List<Word> Substituted(Expander expander, string[] arguments, Site site)
    {
        var (from, to) = (arguments[0], arguments[1]);
        var words = expander.Words(arguments[2], site);
        if (IsSpace(from))
            return Picked(words, site, all => string.Concat(all.SelectMany((word, i) => i == 0 ? word : to + word)));
        return IsSpace(to)
            ? Mapped(
                expander, from, "", words, site,
                static (part, _, word) => part.Length == 0 ? word : word.Replace(part, " ", StringComparison.Ordinal))
            : Mapped(
                expander, from, to, words, site,
                static (part, by, word) => part.Length == 0 ? word : word.Replace(part, by, StringComparison.Ordinal));
    }

    private static bool IsSpace(string argument) => argument.Length > 0 && argument.Trim() is "" or "$(space)";

    private static List<Word> Filtered(List<Word> patterns, List<Word> words, bool keep)
    {
        var result = new List<Word>(words.Count);
        foreach (var word in words)
        {
            var matched = BuildCondition.Never;
            foreach (var pattern in patterns)
            {
                if (word.TextOf is { } symbol && pattern.Text is { } text && !text.Contains(
                    '%', StringComparison.Ordinal))
                    matched |= pattern.When & MakeComparison.IsText(symbol, text);
                else if (pattern.Text is null || word.Text is null)
                    matched |= pattern.When & new Undecided(
                        pattern.Text is null ? pattern.Unknown : word.Unknown, word.At);
                else if (Pattern.Match(pattern.Text, word.Text) is not null)
                    matched |= pattern.When;
            }

            var kept = word.If(keep ? matched : !matched);
            if (!Algebra.IsNever(kept.When))
                result.Add(kept);
        }

        return result;
    }

    private static List<Word> Sorted(List<Word> words) =>
    [
        .. words.Where(word => word.Text is null),
        .. words.Where(word => word.Text is not null)
            .GroupBy(word => word.Text, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => same.First() with
            {
                When = same.Aggregate(BuildCondition.Never, (any, word) => any | word.When),
            }),
    ];

    private static List<Word> Picked(List<Word> words, Site site, Func<string[], string> pick)
    {
        var result = new List<Word>();
        foreach (var text in Alternative.Of(words))
        {
            var word = text.Text is null
                ? site.Unresolved(text.Unknown)
                : site.Word(pick(text.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            if (word.Text?.Length != 0)
                result.Add(word.If(text.When));
        }

        return result;
    }
}
