namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Parses a line as GNU make does (GNU make manual, 3.7 "How make parses a makefile").</summary>
internal static class StatementParser
{
    private static readonly string[] Modifiers = ["export", "override", "private"];

    /// <param name="line">Trimmed, without comment.</param>
    public static MakeStatement Parse(string line)
    {
        if (line.Length == 0)
            return new MakeStatement.Nothing();

        var (word, rest) = FirstWord(line);
        switch (word)
        {
            case "ifeq" or "ifneq" or "ifdef" or "ifndef":
                return new MakeStatement.If(word, rest);
            case "else":
                var isElseIf = rest.StartsWith("if", StringComparison.Ordinal);
                return new MakeStatement.Else(isElseIf ? Parse(rest) as MakeStatement.If : null);
            case "endif":
                return new MakeStatement.EndIf();
            case "include":
                return new MakeStatement.Include(rest, Optional: false);
            case "-include" or "sinclude":
                return new MakeStatement.Include(rest, Optional: true);
            case "define":
                return Define(rest);
            case "unexport" or "undefine" or "vpath" or "endef":
                return new MakeStatement.Nothing();
        }

        return AssignmentOf(line) ?? (word == "export" ? new MakeStatement.Export(rest) : RuleOrExpression(line));
    }

    private static MakeStatement.Define Define(string rest)
    {
        var (name, operation) = FirstWord(rest);
        return new MakeStatement.Define(name, operation.Length == 0 ? "=" : operation);
    }

    private static MakeStatement.Assignment? AssignmentOf(string line)
    {
        if (OperatorIn(line) is not { } found)
            return null;

        var name = line[..found.Start].Trim();
        var exported = false;
        while (Modifiers.Contains(FirstWord(name).Word) && FirstWord(name).Remainder.Length > 0)
        {
            exported |= FirstWord(name).Word == "export";
            name = FirstWord(name).Remainder;
        }

        var operation = found.Text.TrimStart(':');
        return new MakeStatement.Assignment(
            name, found.Text.StartsWith(':') ? ":=" : operation, line[(found.Start + found.Text.Length)..].Trim(),
            exported);
    }

    /// <summary>The assignment operator, unless a rule's colon comes first. Skips references.</summary>
    private static (int Start, string Text)? OperatorIn(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '$':
                    i = References.End(line, i) - 1;
                    break;
                case '=':
                    return (i, "=");
                case '+' or '?' or '!' when At(line, i + 1) == '=':
                    return (i, line.Substring(i, 2));
                case ':':
                    var colons = line.AsSpan(i).IndexOfAnyExcept(':');
                    return colons > 0 && At(line, i + colons) == '=' ? (i, line.Substring(i, colons + 1)) : null;
            }
        }

        return null;
    }

    private static MakeStatement RuleOrExpression(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '$')
                i = References.End(line, i) - 1;
            else if (line[i] == ':')
                return new MakeStatement.Rule(line);
        }

        return new MakeStatement.Expression(line);
    }

    private static (string Word, string Remainder) FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        if (end < 0 && text.AsSpan().IndexOf('(') is var bracket and > 0)
            end = bracket;
        if (end > 0 && text.AsSpan(0, end).IndexOf('(') is var inner and > 0)
            end = inner;
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';
}
