using System.Globalization;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Make functions that expand their arguments only as needed.</summary>
internal static class ControlFunctions
{
    public static List<Word> If(Expander expander, string[] arguments, Site site)
    {
        var condition = Expander.IsFilled(expander.Words(arguments[0], site));
        return
        [
            .. Under(expander.Words(arguments[1], site), condition),
            .. Under(expander.Words(arguments[2], site), !condition),
        ];
    }

    /// <summary>The first argument that isn't empty.</summary>
    public static List<Word> Or(Expander expander, List<string> arguments, Site site)
    {
        var result = new List<Word>();
        var open = BuildCondition.Always;
        foreach (var argument in arguments)
        {
            var words = expander.Words(argument, site);
            result.AddRange(Under(words, open));
            open &= !Expander.IsFilled(words);
        }

        return result;
    }

    /// <summary>The last argument, if none is empty.</summary>
    public static List<Word> And(Expander expander, List<string> arguments, Site site)
    {
        var all = BuildCondition.Always;
        List<Word> last = [];
        foreach (var argument in arguments)
        {
            last = expander.Words(argument, site);
            all &= Expander.IsFilled(last);
        }

        return [.. Under(last, all)];
    }

    public static List<Word> ForEach(Expander expander, string[] arguments, Site site)
    {
        var result = new List<Word>();
        var name = arguments[0].Trim();
        foreach (var word in expander.Words(arguments[1], site))
        {
            var scope = new Scope(expander.Scope);
            scope.Set(name, [word with { When = BuildCondition.Always }]);
            result.AddRange(Under(expander.In(scope).Words(arguments[2], site), word.When));
        }

        return result;
    }

    public static List<Word> Call(Expander expander, List<string> arguments, Site site)
    {
        var name = arguments[0].Trim();
        if (expander.Scope.Find(name) is null)
            return [site.Unresolved($"$(call {name}) calls an undefined function")];

        var scope = new Scope(expander.Scope);
        scope.Set("0", name);
        for (var i = 1; i < arguments.Count; i++)
            scope.Set(i.ToString(CultureInfo.InvariantCulture), expander.Words(arguments[i], site));
        return expander.In(scope).Lookup(name, site);
    }

    public static List<Word> Eval(Expander expander, string text, Site site)
    {
        // Words don't keep the line breaks of a "define".
        if (!text.StartsWith('$') && expander.Alternatives(text, site) is [{ Text: { } lines } alternative]
            && Conditions.Algebra.IsAlways(alternative.When))
            expander.Run.Evaluate(lines, site.At.File, site.Under, site.At.Line);
        else
            expander.Run.Note(site.At, "$(eval ...) is not evaluated");
        return [];
    }

    private static IEnumerable<Word> Under(IEnumerable<Word> words, BuildCondition when) =>
        words.Select(word => word.If(when)).Where(word => !Conditions.Algebra.IsNever(word.When));
}
