namespace KernelSplit.Makefiles.Evaluation;

/// <summary>The variables of one run of make. What an outer scope has is seen, and copied before it is changed.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fixed = new(StringComparer.Ordinal);

    public HashSet<string> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables that this run has set or changed.</summary>
    public IEnumerable<string> OwnNames => _variables.Keys;

    public Variable? Find(string name) => _variables.TryGetValue(name, out var own) ? own : outer?.Find(name);

    /// <summary>The variable to change; a new one when there is none.</summary>
    public Variable Own(string name)
    {
        if (_variables.TryGetValue(name, out var own))
            return own;

        var variable = new Variable();
        if (outer?.Find(name) is { } inherited)
        {
            variable.Reset(inherited.IsRecursive, Condition.Always);
            foreach (var segment in inherited.Segments)
                variable.Append(segment);
            variable.Define(inherited.Defined);
        }

        return _variables[name] = variable;
    }

    /// <summary>Gives a variable a text of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Words.</param>
    /// <param name="isFixed">Whether lines of the file don't change it, as with <c>make NAME=text</c>.</param>
    public void Set(string name, string text, bool isFixed = false)
    {
        var at = new SourceLine("(given)", 0);
        var variable = new Variable();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            variable.Append(new(new Word(word, Condition.Always, at, null), null, Condition.Always, at, null));
        SetVariable(name, variable);
        if (isFixed)
            _fixed.Add(name);
    }

    public void Set(string name, IEnumerable<Word> words)
    {
        var variable = new Variable();
        foreach (var word in words)
            variable.Append(new(word, null, Condition.Always, word.At, word.Under));
        SetVariable(name, variable);
    }

    public bool IsFixed(string name) => _fixed.Contains(name);

    /// <summary>What a make that this one starts gets to see.</summary>
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
        variable.Define(Condition.Always);
        _variables[name] = variable;
    }
}
