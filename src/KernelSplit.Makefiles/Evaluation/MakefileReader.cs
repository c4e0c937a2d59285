using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Processes a file's lines.</summary>
internal sealed class MakefileReader(MakeRun run, string file, Conditionals conditionals)
{
    private readonly List<string> _definition = [];
    private (MakeStatement.Define Head, SourceLine At)? _open;
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
            run.Report(open.At, "missing 'endef', unterminated 'define'");
        foreach (var at in conditionals.Unfinished)
            run.Report(at, "missing 'endif'");
    }

    private void Take(MakeStatement statement, SourceLine at)
    {
        var site = new Site(at, conditionals.Current);
        switch (statement)
        {
            case MakeStatement.If line:
                conditionals.Begin(ConditionOf(line, site), at);
                break;
            case MakeStatement.Else line:
                var then = line.Then;
                if (!conditionals.Else(then is null ? null : around => ConditionOf(then, new Site(at, around)), at))
                    run.Report(at, "extraneous 'else'");
                break;
            case MakeStatement.EndIf:
                if (!conditionals.End())
                    run.Report(at, "extraneous 'endif'");
                break;
            case MakeStatement.Nothing:
                break;
            case MakeStatement.Rule line:
                _inRule = true;
                if (CompileRule.Of(line.Text, run.Expander, site) is { } rule)
                    run.CompileRules.Add(rule);
                break;
            case MakeStatement.Define line:
                (_open, _definitionDepth, _inRule) = ((line, at), 1, false);
                break;
            default:
                _inRule = false;
                if (!Algebra.IsNever(Frame.TotalOf(site.Under)))
                    Execute(statement, site);
                break;
        }
    }

    private void Execute(MakeStatement statement, Site site)
    {
        switch (statement)
        {
            case MakeStatement.Assignment line:
                Assign.To(run, line, site);
                break;
            case MakeStatement.Include line:
                Include(line, site);
                break;
            case MakeStatement.Export line:
                Export(line.Names, site);
                break;
            case MakeStatement.Expression line:
                run.Expander.Words(line.Text, site);
                break;
        }
    }

    private BuildCondition ConditionOf(MakeStatement.If line, Site site)
    {
        if (conditionals.IsTooDeep)
        {
            run.Report(site.At, "conditionals are nested too deeply");
            return BuildCondition.Never;
        }

        if (MakeComparison.Of(line, run.Expander, site) is { } condition)
            return condition;
        run.Report(site.At, $"invalid syntax in conditional: {line.Keyword} {line.Arguments}");
        return new Undecided("invalid conditional", site.At);
    }

    private void Export(string names, Site site)
    {
        foreach (var word in run.Expander.Words(names, site))
        {
            if (word.Text is { } name)
                run.Scope.Exported.Add(name);
        }
    }

    private void Include(MakeStatement.Include line, Site site)
    {
        foreach (var word in run.Expander.Words(line.Files, site))
        {
            if (word.Text is null)
            {
                if (line.Optional)
                    continue;
                run.Report(site.At, $"unknown name of an included file: {word.Unknown}");
                continue;
            }

            var path = SourcePath.Normalize(word.Text);
            var under = Algebra.IsAlways(word.When) ? site.Under : new Frame(word.When, site.At, site.Under);
            // Files that make builds first, such as include/config/auto.conf, don't define modules.
            var isOurs = !line.Optional && path?.StartsWith("include/", StringComparison.Ordinal) != true;
            if ((path is null || !run.ReadFile(path, under, site.At)) && isOurs)
                run.Report(site.At, $"no such file: {word.Text}");
        }
    }

    private void TakeDefinition(LogicalLine line)
    {
        var text = line.Text.Trim();
        if (text.StartsWith("define ", StringComparison.Ordinal))
            _definitionDepth++;
        if (text is "endef" || text.StartsWith("endef ", StringComparison.Ordinal) || text.StartsWith(
            "endef\t", StringComparison.Ordinal))
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
        var assignment = new MakeStatement.Assignment(head.Name, head.Operator, body, Exported: false);
        Assign.To(run, assignment, new Site(at, conditionals.Current));
    }
}
