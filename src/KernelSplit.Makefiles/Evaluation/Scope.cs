namespace KernelSplit.Makefiles.Evaluation;

/// <summary>The variables of one make. Variables of an outer scope are visible, and copied on write.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fixed = new(StringComparer.Ordinal);

    public HashSet<string> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables that this scope has set or changed.</summary>
    public IEnumerable<string> OwnNames => _variables.Keys;

    public Variable? Find(string name) => _variables.TryGetValue(name, out var own) ? own : outer?.Find(name);

    /// <summary>The variable to change, created if missing.</summary>
    public Variable Own(string name)
    {
        if (_variables.TryGetValue(name, out var own))
            return own;

        var variable = new Variable();
        if (outer?.Find(name) is { } inherited)
        {
            variable.Reset(inherited.IsRecursive, BuildCondition.Always);
            foreach (var segment in inherited.Segments)
                variable.Append(segment);
            variable.Define(inherited.Defined);
        }

        return _variables[name] = variable;
    }

    /// <summary>Sets a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Words.</param>
    /// <param name="isFixed">Whether Makefiles can't change it, as with <c>make NAME=text</c>.</param>
    public void Set(string name, string text, bool isFixed = false)
    {
        var at = new SourceLine("(given)", 0);
        var variable = new Variable();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var known = new Word(word, BuildCondition.Always, at, null);
            variable.Append(new(known, null, BuildCondition.Always, at, null));
        }

        SetVariable(name, variable);
        if (isFixed)
            _fixed.Add(name);
    }

    public void Set(string name, IEnumerable<Word> words)
    {
        var variable = new Variable();
        foreach (var word in words)
            variable.Append(new(word, null, BuildCondition.Always, word.At, word.Under));
        SetVariable(name, variable);
    }

    public bool IsFixed(string name) => _fixed.Contains(name);

    /// <summary>The variables of a sub-make.</summary>
    public Scope ForChildren()
    {
        var children = new Scope(null);
        foreach (var name in Exported)
        {
            if (Find(name) is { } variable)
                children._variables[name] = variable;
        }

        return children;
    }

    private void SetVariable(string name, Variable variable)
    {
        variable.Define(BuildCondition.Always);
        _variables[name] = variable;
    }
}
