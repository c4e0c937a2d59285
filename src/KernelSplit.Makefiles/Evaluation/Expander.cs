using System.Buffers;
using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>
/// Expands a text to words. Kconfig symbols stay symbolic: <c>$(CONFIG_X)</c> is the word <c>y</c> if X is y, and the
/// word <c>m</c> if X is m.
/// </summary>
internal sealed class Expander(Scope scope, MakeRun run)
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n$");

    public Scope Scope => scope;

    public MakeRun Run => run;

    public Expander In(Scope inner) => new(inner, run);

    public List<Word> Words(string text, Site site)
    {
        var words = new List<Word>();
        WordJoiner.Flush(Pieces(text, words, site), words, site);
        return words;
    }

    /// <summary>Appends all words but the last, and returns the pieces of the last.</summary>
    private List<List<Word>> Pieces(string text, List<Word> words, Site site)
    {
        var pieces = new List<List<Word>>();
        if (!run.Budget.Enter())
            return [[site.Unresolved(run.Budget.Exceeded!)]];
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                WordJoiner.Flush(pieces, words, site);
                i++;
            }
            else if (text[i] == '$')
            {
                var end = References.End(text, i);
                pieces.Add(Reference(text, i, end, site));
                i = end;
            }
            else
            {
                var length = text.AsSpan(i).IndexOfAny(WordEnds);
                var end = length < 0 ? text.Length : i + length;
                pieces.Add([site.Word(text[i..end])]);
                i = end;
            }
        }

        run.Budget.Leave();
        return pieces;
    }

    /// <summary>The possible expansions of a text.</summary>
    public List<Alternative> Alternatives(string text, Site site)
    {
        var words = new List<Word>();
        var last = Pieces(text, words, site);
        if (words.Count == 0 && last.Count > 0)
            return WordJoiner.Combinations(last);
        WordJoiner.Flush(last, words, site);
        return Alternative.Of(words);
    }

    /// <summary>A variable's words; none if it is never set.</summary>
    public List<Word> Lookup(string name, Site site)
    {
        if (scope.Find(name) is not { } variable)
            return SymbolName(name) is { } symbol ? SymbolWords(symbol, site) : [];
        var words = new List<Word>(variable.Segments.Count);
        foreach (var segment in variable.Segments)
        {
            if (segment.Word is { } word)
                Add(words, word, segment.When);
            else
                Words(segment.Raw!, new Site(segment.At, segment.Under)).ForEach(found =>
                    Add(words, found, segment.When));
        }

        run.Budget.Spend(words.Count);
        return words;
    }

    /// <summary>When a list is not empty.</summary>
    public static BuildCondition IsFilled(IEnumerable<Word> words)
    {
        var filled = BuildCondition.Never;
        foreach (var word in words)
            filled |= word.Text is null
                && word.TextOf is null ? word.When & new Undecided(word.Unknown, word.At) : word.When;
        return filled;
    }

    public static string? SymbolName(string variable) =>
        variable.StartsWith("CONFIG_", StringComparison.Ordinal) && variable.Length > 7 ? variable[7..] : null;

    private List<Word> Reference(string text, int dollar, int end, Site site)
    {
        if (References.IsUnterminated(text, dollar))
        {
            run.Report(site.At, "unterminated variable reference");
            return [site.Unresolved("unterminated variable reference")];
        }

        var inner = (end - dollar) switch
        {
            <= 1 => "",
            2 => text[(dollar + 1)..end],
            _ => text[(dollar + 2)..(end - 1)],
        };
        return inner switch
        {
            "$" => [site.Word("$")],
            "" => [],
            "@" or "<" or "^" or "*" or "?" or "+" or "|" or "%" =>
                [site.Unresolved($"${inner} is set only in recipes")],
            _ => Functions.Call(this, inner, site) ?? Substitution(inner, site) ?? Named(inner, site),
        };
    }

    private List<Word> Named(string name, Site site)
    {
        if (!name.Contains('$', StringComparison.Ordinal))
            return Lookup(name, site);

        var words = new List<Word>();
        foreach (var spelled in Alternatives(name, site))
        {
            var found = spelled.Text is null ? [site.Unresolved(spelled.Unknown)] : Lookup(spelled.Text, site);
            found.ForEach(word => Add(words, word, spelled.When));
        }

        return words;
    }

    /// <summary><c>$(name:.c=.o)</c> and <c>$(name:%=x%)</c> (GNU make manual, 6.3.1).</summary>
    private List<Word>? Substitution(string inner, Site site)
    {
        var colon = inner.AsSpan().IndexOf(':');
        var equals = colon < 0 ? -1 : inner.IndexOf('=', colon);
        if (equals < 0)
            return null;

        var (from, to) = (inner[(colon + 1)..equals], inner[(equals + 1)..]);
        if (!from.Contains('%', StringComparison.Ordinal))
            (from, to) = ("%" + from, "%" + to);
        return Functions.PatternReplaced(this, from, to, Named(inner[..colon], site), site);
    }

    private static List<Word> SymbolWords(string symbol, Site site) =>
    [
        site.Word("y") with { When = new SymbolIs(symbol, SymbolValues.Yes) },
        site.Word("m") with { When = new SymbolIs(symbol, SymbolValues.Module) },
        site.Unresolved($"the text of CONFIG_{symbol}") with
        {
            When = new SymbolIs(symbol, SymbolValues.Text),
            TextOf = symbol,
        },
    ];

    private static void Add(List<Word> words, Word word, BuildCondition when)
    {
        var conditional = word.If(when);
        if (!Algebra.IsNever(conditional.When))
            words.Add(conditional);
    }
}
