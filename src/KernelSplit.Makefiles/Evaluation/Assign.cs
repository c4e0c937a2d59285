using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Sets variables. <c>obj-$(CONFIG_X)</c> is three variables, each with its condition.</summary>
internal static class Assign
{
    public static void To(MakeRun run, MakeStatement.Assignment line, Site site)
    {
        if (IsFlagsOfOneFile(line.Name) || !run.Budget.Spend(0))
            return;

        List<Word>? expanded = null;
        foreach (var name in run.Expander.Alternatives(line.Name, site))
        {
            var when = Frame.TotalOf(site.Under) & name.When;
            if (Algebra.IsNever(when))
                continue;
            if (name.Text is null)
                NoteUnknown(run, line.Name, name, site);
            else if (!run.Scope.IsFixed(name.Text))
                Set(run, name.Text, line, site, when, () => expanded ??= Expanded(run, line, site));
            if (line.Exported && name.Text is not null)
                run.Scope.Exported.Add(name.Text);
        }
    }

    /// <summary><c>CFLAGS_x.o</c>: used only by kbuild's own rules, and by far the longest texts.</summary>
    private static bool IsFlagsOfOneFile(string name) =>
        name.StartsWith("CFLAGS_", StringComparison.Ordinal) || name.StartsWith("AFLAGS_", StringComparison.Ordinal);

    private static void Set(
        MakeRun run,
        string name,
        MakeStatement.Assignment line,
        Site site,
        BuildCondition when,
        Func<List<Word>> expanded)
    {
        var variable = run.Scope.Own(name);
        // Setting it conditionally makes the conditions of all its words longer.
        run.Budget.Spend(
            line.Operator == "+=" ? 1 : Algebra.IsAlways(when) ? variable.Segments.Count : 8 * variable.Segments.Count);
        switch (line.Operator)
        {
            case "?=":
                when &= !variable.Defined;
                if (Algebra.IsNever(when))
                    return;
                variable.Reset(recursive: true, when);
                break;
            case "+=" when !variable.IsAssigned:
                variable.Reset(recursive: true, when);
                break;
            case "+=":
                break;
            case "=":
                variable.Reset(recursive: true, when);
                break;
            default:
                // It may refer to itself, so its old value is still needed.
                expanded();
                variable.Reset(recursive: false, when);
                break;
        }

        if (variable.IsRecursive)
            variable.Append(new(null, line.Value, when, site.At, site.Under));
        else
            expanded().ForEach(word => variable.Append(new(word, null, when, site.At, site.Under)));
        variable.Define(when);
    }

    private static List<Word> Expanded(MakeRun run, MakeStatement.Assignment line, Site site) => line.Operator == "!="
        ? [site.Unresolved("!= runs a program")]
        : run.Expander.Words(line.Value, site);

    /// <summary>A symbol that is neither y nor m makes no object list; anything else could.</summary>
    private static void NoteUnknown(MakeRun run, string written, Alternative name, Site site)
    {
        var isText = name.When is SymbolIs { Values: SymbolValues.Text }
            || (name.When is AllOf all && all.Parts.Any(part => part is SymbolIs { Values: SymbolValues.Text }));
        if (!isText && written.StartsWith("obj-", StringComparison.Ordinal))
            run.Note(site.At, $"unknown variable name {written}: {name.Unknown}");
    }
}
