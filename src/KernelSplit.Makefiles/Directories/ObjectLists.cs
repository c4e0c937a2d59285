using KernelSplit.Makefiles.Conditions;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Directories;

/// <summary>Collects the contents of obj-y, obj-m and lib-y.</summary>
internal sealed class ObjectLists
{
    private readonly Dictionary<string, List<(Word Word, bool IsModule)>> _words = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public List<Undecided> Unknowns { get; } = [];

    /// <summary>All words, in line order.</summary>
    public IReadOnlyList<string> Texts => _order;

    public void Add(IEnumerable<Word> words, bool isModule)
    {
        foreach (var word in words)
        {
            if (word.Text is null)
            {
                Unknowns.Add(new Undecided(word.Unknown, word.At));
                continue;
            }

            if (!_words.TryGetValue(word.Text, out var same))
            {
                _words[word.Text] = same = [];
                _order.Add(word.Text);
            }

            same.Add((word, isModule));
        }
    }

    /// <summary>The lines that list a word.</summary>
    public IReadOnlyList<ObjectLine> LinesOf(string text) =>
        [.. _words[text].GroupBy(entry => entry.Word.At).OrderBy(line => line.Key.Line).Select(Line)];

    private static ObjectLine Line(IGrouping<SourceLine, (Word Word, bool IsModule)> entries)
    {
        var module = When(entries.Where(entry => entry.IsModule));
        var builtIn = When(entries.Where(entry => !entry.IsModule));
        var guards = Guards(entries.First().Word.Under);
        var guarded = guards.SelectMany(guard => guard.When.Symbols).ToHashSet(StringComparer.Ordinal);
        var symbols = Algebra.IsNever(module)
            ? builtIn.Symbols.Where(symbol => !guarded.Contains(symbol))
            : module.Symbols.Where(symbol => !guarded.Contains(symbol)).Concat(ModuleOnly(module));
        return new ObjectLine(entries.Key, [.. symbols.Distinct(StringComparer.Ordinal)], module, builtIn, guards);
    }

    private static BuildCondition When(IEnumerable<(Word Word, bool IsModule)> entries) =>
        entries.Aggregate(BuildCondition.Never, (any, entry) => any | entry.Word.When);

    /// <summary>Symbols that must be m: a conditional may test one that the line itself names.</summary>
    private static IEnumerable<string> ModuleOnly(BuildCondition condition) => condition switch
    {
        SymbolIs { Values: SymbolValues.Module } symbol => [symbol.Symbol],
        AllOf all => all.Parts.SelectMany(ModuleOnly),
        AnyOf any => any.Parts.SelectMany(ModuleOnly),
        _ => [],
    };

    private static IReadOnlyList<Guard> Guards(Frame? innermost)
    {
        var guards = new List<Guard>();
        for (var frame = innermost; frame is not null; frame = frame.Outer)
            guards.Add(new Guard(frame.When, frame.At));
        guards.Reverse();
        return guards;
    }
}
