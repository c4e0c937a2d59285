using KernelSplit.Foundation;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Reads a Makefile and its includes, as make does before it considers targets.</summary>
/// <param name="source">The top of the source.</param>
/// <param name="scope">Gets the variables.</param>
internal sealed class MakeRun(string source, Scope scope)
{
    private readonly HashSet<string> _reading = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];

    public ExpansionBudget Budget { get; } = new();

    public Scope Scope => scope;

    /// <summary>Rules that compile objects from other directories.</summary>
    public List<CompileRule> CompileRules { get; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public Expander Expander => new(scope, this);

    /// <summary>Reads a file, relative to the top of the source. False if it doesn't exist.</summary>
    public bool ReadFile(string file, Frame? under, SourceLine? from = null)
    {
        if (MakefileText.Read(source, file) is not { } text)
            return false;

        if (text.Contains('\0', StringComparison.Ordinal))
            Report(new SourceLine(file, 0), "not a text file");
        else if (!_reading.Add(file))
            Report(from ?? new SourceLine(file, 0), $"{file} includes itself");
        else
            Evaluate(text, file, under);
        _reading.Remove(file);
        return true;
    }

    /// <param name="text">Lines of a Makefile.</param>
    /// <param name="file">Where they come from.</param>
    /// <param name="under">The conditionals around it.</param>
    /// <param name="line">The line that all of them are on; 0: they are the file's own lines.</param>
    public void Evaluate(string text, string file, Frame? under, int line = 0)
    {
        var reader = new MakefileReader(this, file, new Conditionals(under));
        foreach (var logical in LogicalLine.Split(text))
            reader.Take(line == 0 ? logical : logical with { Number = line });
        reader.Finish();
        if (Budget.Exceeded is { } why && _diagnostics.TrueForAll(d => d.Message != why))
            Report(new SourceLine(file, 0), why);
    }

    public void Report(SourceLine at, string message) =>
        _diagnostics.Add(Diagnostic.Warning(DiagnosticKind.Makefile, at.File, message, line: at.Line));

    public void Note(SourceLine at, string message) =>
        _diagnostics.Add(Diagnostic.Note(DiagnosticKind.Makefile, at.File, message) with { Line = at.Line });
}
