namespace KernelSplit.Kconfig.Parsing;

/// <summary><c>source</c>: from the working directory, or else from the kernel source.</summary>
internal sealed partial class Parser
{
    private readonly Dictionary<string, string> _firstSources = new(StringComparer.Ordinal);

    private void Include(string name)
    {
        var includer = _lexer.Current;
        includer.SourceLine = _dialect.HasClassicPositions ? includer.Line - 1 : Line;
        if (_host.ReadFile(name) is not { } bytes)
        {
            _report.Error(File, Line, $"can't open file \"{name}\"");
            throw _report.ToException();
        }

        SourceText[] chain = [includer, .. _lexer.Includers];
        var again = Array.FindIndex(chain, file => file.Name == name);
        if (again >= 0)
        {
            if (_dialect.HasClassicPositions)
                chain = chain[..(again + 1)];
            _report.Error(includer.Name, includer.SourceLine, $"this includes {name}, which includes this file",
            [
                "Recursive inclusion detected.",
                "Inclusion path:",
                $"  current file : {name}",
                .. chain.Select(file => $"  included from: {file.Name}:{file.SourceLine}"),
            ]);
            throw _report.ToException();
        }

        var isNew = Files.Add(name);
        if (isNew)
        {
            _firstSources[name] = $"{File}:{Line}";
        }
        else if (_dialect.ForbidsRepeatedSource)
        {
            _report.Error(File, Line, $"repeated inclusion of {name}",
            [
                $"{File}:{Line}: error: repeated inclusion of {name}",
                $"{_firstSources[name]}: note: location of first inclusion of {name}",
            ]);
            throw _report.ToException();
        }

        _lexer.Enter(new SourceText(name, bytes));
    }
}
