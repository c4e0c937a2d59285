using KernelSplit.Foundation;

namespace KernelSplit.Kconfig;

/// <summary>Messages about Kconfig files: in conf's words for comparisons, and as diagnostics.</summary>
internal sealed class Report(KconfigHost host)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public int ErrorCount { get; private set; }

    public void Output(string text) => host.Output(text);

    public void Warn(string file, int line, string what)
    {
        host.Errors($"{file}:{line}:warning: {what}\n");
        Add(Diagnostic.Warning(DiagnosticKind.Kconfig, ByteText.ToUtf16(file), ByteText.ToUtf16(what), line: line));
    }

    /// <summary>A warning that conf prints without the word.</summary>
    public void Remark(string file, int line, string what)
    {
        host.Errors($"{file}:{line}: {what}\n");
        Add(Diagnostic.Warning(DiagnosticKind.Kconfig, ByteText.ToUtf16(file), ByteText.ToUtf16(what), line: line));
    }

    public void Error(string file, int line, string what, string prefix = "")
    {
        host.Errors($"{file}:{line}: {prefix}{what}\n");
        ErrorCount++;
        Add(Diagnostic.Error(DiagnosticKind.Kconfig, ByteText.ToUtf16(file), ByteText.ToUtf16(what), line: line));
    }

    /// <summary>An error that conf prints in its own format.</summary>
    public void Error(string file, int line, string what, IEnumerable<string> lines)
    {
        foreach (var printed in lines)
            host.Errors(printed + "\n");
        ErrorCount++;
        Add(Diagnostic.Error(DiagnosticKind.Kconfig, ByteText.ToUtf16(file), ByteText.ToUtf16(what), line: line));
    }

    public InvalidInputException ToException() =>
        new([.. _diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)]);

    private void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);
}
