using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>
/// Reads Kconfig files into a menu tree. The grammar and the error recovery are those of scripts/kconfig/parser.y.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>After an error, further ones are reported only once this many tokens parsed.</summary>
    private const int TokensToRecover = 3;

    private readonly KconfigHost _host;
    private readonly Dialect _dialect;
    private readonly Report _report;
    private readonly Lexer _lexer;
    private readonly SymbolTable _symbols;
    private readonly ExpressionFactory _expressions;
    private readonly Stack<MenuNode> _open = new();
    private Token _ahead;
    private bool _hasAhead;
    private int _suppressed;
    private MenuNode? _choice;

    public Parser(string rootFile, byte[] rootText, KconfigHost host, Dialect dialect, Report report)
    {
        _host = host;
        _dialect = dialect;
        _report = report;
        _symbols = new SymbolTable(
            dialect.SymbolBuckets, dialect.HasUntypedConstants ? SymbolType.Unknown : SymbolType.Tristate);
        _expressions = new ExpressionFactory();
        _lexer = new Lexer(new SourceText(rootFile, rootText), host, dialect, report);
        Menus = new MenuBuilder(_expressions, report, rootFile, dialect.HasClassicChoices);
        Files.Add(rootFile);
    }

    public SymbolTable Symbols => _symbols;

    public ExpressionFactory Expressions => _expressions;

    public MenuBuilder Menus { get; }

    /// <summary>The symbol that enables modules.</summary>
    public Symbol? Modules { get; private set; }

    /// <summary>The symbol whose defaults name default configurations; kernels up to 5.12.</summary>
    public Symbol? DefconfigList { get; private set; }

    /// <summary>All files that were read, in order of first reading.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Environment => _lexer.Macros.Environment;

    public IReadOnlyList<ShellProbe> Probes => _lexer.Macros.Probes;

    private string File => _dialect.HasClassicPositions ? _lexer.StatementFile : _lexer.File;

    private int Line => _lexer.StatementLine;

    /// <summary>Reads everything.</summary>
    /// <exception cref="InvalidInputException">With every error, once all files are read.</exception>
    public void Parse()
    {
        try
        {
            if (Peek() == TokenKind.MainMenu)
            {
                Take();
                var title = ExpectText(TokenKind.QuotedWord);
                Expect(TokenKind.EndOfLine);
                Menus.AddPrompt(PropertyKind.Menu, title, null, _lexer.File, Line);
            }

            ParseStatements(Block.File);
        }
        catch (SyntaxException)
        {
            ReportSyntaxError();
            Abandon();
        }

        if (_report.ErrorCount > 0)
            throw _report.ToException();
    }

    private TokenKind Peek()
    {
        if (!_hasAhead)
        {
            _ahead = _lexer.Next();
            _hasAhead = true;
        }

        return _ahead.Kind;
    }

    private Token Take()
    {
        Peek();
        _hasAhead = false;
        if (_suppressed > 0)
            _suppressed--;
        return _ahead;
    }

    private bool TakeIf(TokenKind kind)
    {
        if (Peek() != kind)
            return false;
        Take();
        return true;
    }

    private Token Expect(TokenKind kind) => Peek() == kind ? Take() : throw SyntaxException.Instance;

    private string ExpectText(TokenKind kind) => Expect(kind).Text;

    private void ReportSyntaxError()
    {
        if (_suppressed == 0)
            _report.Error(File, Line + (_dialect.HasClassicPositions ? 1 : 0), "syntax error");
    }

    /// <summary>Skips the rest of a line with an error.</summary>
    /// <returns>Whether there is more input.</returns>
    private bool SkipLine()
    {
        ReportSyntaxError();
        _nesting = 0;
        while (true)
        {
            _suppressed = TokensToRecover;
            var kind = Peek();
            if (kind == TokenKind.EndOfInput)
                return false;
            Take();
            if (kind == TokenKind.EndOfLine)
                return true;
        }
    }

    /// <summary>Gives up: the input ended inside these entries.</summary>
    private void Abandon()
    {
        while (_open.TryPop(out var node))
        {
            _report.Error(node.File, node.Line, "missing end statement for this entry");
            if (Menus.Menu == node)
                Menus.CloseMenu();
        }

        if (_report.ErrorCount == 0)
            _report.Error(File, Line, "syntax error");
        throw _report.ToException();
    }
}
