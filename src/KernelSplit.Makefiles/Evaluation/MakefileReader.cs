using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Takes a file's lines one by one.</summary>
internal sealed class MakefileReader(MakeRun run, string file, Conditionals conditionals)
{
    private readonly List<string> _definition = [];
    private (Statement.Define Head, SourceLine At)? _open;
    private int _definitionDepth;
    private bool _inRule;

    public void Take(LogicalLine line)
    {
        var at = new SourceLine(file, line.Number);
        if (_open is not null)
            TakeDefinition(line);
        else if (!_inRule || !line.StartsWithTab)
            Take(StatementParser.Parse(line.WithoutComment()), at);
    }

    public void Finish()
    {
        if (_open is { } open)
            run.Report(open.At, "\"define\" without \"endef\"");
        foreach (var at in conditionals.Unfinished)
            run.Report(at, "a conditional without \"endif\"");
    }

    private void Take(Statement statement, SourceLine at)
    {
        var site = new Site(at, conditionals.Current);
        switch (statement)
        {
            case Statement.If line:
                conditionals.Begin(Asked(line, site), at);
                break;
            case Statement.Else line:
                if (!conditionals.Else(line.Then is null ? null : around => Asked(line.Then, new Site(at, around)), at))
                    run.Report(at, "\"else\" without a conditional");
                break;
            case Statement.EndIf:
                if (!conditionals.End())
                    run.Report(at, "\"endif\" without a conditional");
                break;
            case Statement.Nothing:
                break;
            case Statement.Rule line:
                _inRule = true;
                if (CompileRule.Of(line.Text, run.Expander, site) is { } rule)
                    run.CompileRules.Add(rule);
                break;
            case Statement.Define line:
                (_open, _definitionDepth, _inRule) = ((line, at), 1, false);
                break;
            default:
                _inRule = false;
                if (!Algebra.IsNever(Frame.TotalOf(site.Under)))
                    Execute(statement, site);
                break;
        }
    }

    private void Execute(Statement statement, Site site)
    {
        switch (statement)
        {
            case Statement.Assignment line:
                Assign.To(run, line, site);
                break;
            case Statement.Include line:
                Include(line, site);
                break;
            case Statement.Export line:
                Export(line.Names, site);
                break;
            case Statement.Expression line:
                run.Expander.Words(line.Text, site);
                break;
        }
    }

    private Condition Asked(Statement.If line, Site site)
    {
        if (conditionals.IsTooDeep)
        {
            run.Report(site.At, "far more conditionals in each other than a Makefile has");
            return Condition.Never;
        }

        if (Comparison.Of(line, run.Expander, site) is { } condition)
            return condition;
        run.Report(site.At, $"\"{line.Keyword}\" with something that can't be compared: {line.Arguments}");
        return new Undecided("a conditional that can't be understood", site.At);
    }

    private void Export(string names, Site site)
    {
        foreach (var word in run.Expander.Words(names, site))
        {
            if (word.Text is { } name)
                run.Scope.Exported.Add(name);
        }
    }

    private void Include(Statement.Include line, Site site)
    {
        foreach (var word in run.Expander.Words(line.Files, site))
        {
            if (word.Text is null)
            {
                if (line.Optional)
                    continue;
                run.Report(site.At, $"can't tell which file is included: {word.Unknown}");
                continue;
            }

            var path = SourcePath.Normalize(word.Text);
            var under = Algebra.IsAlways(word.When) ? site.Under : new Frame(word.When, site.At, site.Under);
            // What make builds first, such as include/config/auto.conf, has nothing to say about modules.
            var isOurs = !line.Optional && path?.StartsWith("include/", StringComparison.Ordinal) != true;
            if ((path is null || !run.ReadFile(path, under, site.At)) && isOurs)
                run.Report(site.At, $"{word.Text} is not there to be included");
        }
    }

    private void TakeDefinition(LogicalLine line)
    {
        var text = line.Text.Trim();
        if (text.StartsWith("define ", StringComparison.Ordinal))
            _definitionDepth++;
        if (text is "endef" || text.StartsWith("endef ", StringComparison.Ordinal) || text.StartsWith("endef\t", StringComparison.Ordinal))
            _definitionDepth--;
        if (_definitionDepth > 0)
        {
            _definition.Add(line.Text);
            return;
        }

        var (head, at) = _open!.Value;
        _open = null;
        var body = string.Join('\n', _definition);
        _definition.Clear();
        Assign.To(run, new Statement.Assignment(head.Name, head.Operator, body, Exported: false), new Site(at, conditionals.Current));
    }
}
