using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>Symbols and choices with their attributes.</summary>
internal sealed partial class Parser
{
    private void ParseConfig()
    {
        Take();
        ParseSymbol();
        var entry = Menus.Entry;
        if (_choice is null)
            return;
        if (entry.Prompt is null)
            _report.Error(entry.File, entry.Line, "choice member must have a prompt", "error: ");
        if (_dialect.HasClassicChoices)
            return;
        if (entry.Symbol!.Type != SymbolType.Bool)
            _report.Error(entry.File, entry.Line, "choice member must be bool", "error: ");
        if (!entry.Symbol.IsChoiceMember)
        {
            entry.Symbol.IsChoiceMember = true;
            _choice.Symbol!.Members.Add(entry.Symbol);
        }
    }

    private void ParseMenuConfig()
    {
        Take();
        ParseSymbol();
        if (Menus.Entry.Prompt is { } prompt)
            prompt.Kind = PropertyKind.Menu;
        else
            _report.Remark(File, Line, "warning: menuconfig statement without prompt");
    }

    private void ParseSymbol()
    {
        var symbol = ParseName();
        Expect(TokenKind.EndOfLine);
        symbol.IsOptional = true;
        Menus.AddEntry(symbol, _lexer.File, Line);
        while (ParseOption())
        {
        }
    }

    private bool ParseOption()
    {
        switch (Peek())
        {
            case TokenKind.Bool or TokenKind.Tristate or TokenKind.Int or TokenKind.Hex or TokenKind.String:
                ParseType(TypeOf(Take().Kind));
                return true;
            case TokenKind.Default or TokenKind.DefBool or TokenKind.DefTristate:
                ParseDefault(TypeOf(Take().Kind));
                return true;
            case TokenKind.Select:
                ParseReverse(PropertyKind.Select);
                return true;
            case TokenKind.Imply:
                ParseReverse(PropertyKind.Imply);
                return true;
            case TokenKind.Range:
                ParseRange();
                return true;
            case TokenKind.Modules when !_dialect.HasOptions:
                Take();
                Expect(TokenKind.EndOfLine);
                SetModules();
                return true;
            case TokenKind.Option:
                ParseNamedOption();
                return true;
            case TokenKind.Transitional:
                Take();
                Expect(TokenKind.EndOfLine);
                Menus.Entry.Symbol!.IsTransitional = true;
                return true;
            default:
                return ParseCommonOption();
        }
    }

    /// <summary>Attributes that both symbols and choices have.</summary>
    private bool ParseCommonOption()
    {
        switch (Peek())
        {
            case TokenKind.Prompt:
                Take();
                ParsePrompt(ExpectText(TokenKind.QuotedWord), isLine: true);
                return true;
            case TokenKind.Depends:
                ParseDepends();
                return true;
            case TokenKind.Help:
                ParseHelp();
                return true;
            default:
                return false;
        }
    }

    private void ParsePrompt(string text, bool isLine)
    {
        var condition = ParseCondition();
        if (isLine)
            Expect(TokenKind.EndOfLine);
        Menus.AddPrompt(PropertyKind.Prompt, text, condition, _lexer.File, Line);
    }

    private void ParseType(SymbolType type)
    {
        if (Peek() == TokenKind.QuotedWord)
            ParsePrompt(Take().Text, isLine: false);
        Expect(TokenKind.EndOfLine);
        Menus.SetType(type);
    }

    private void ParseDefault(SymbolType type)
    {
        var value = ParseExpression();
        var condition = ParseCondition();
        Expect(TokenKind.EndOfLine);
        Menus.AddProperty(PropertyKind.Default, value, condition, _lexer.File, Line);
        if (type != SymbolType.Unknown)
            Menus.SetType(type);
    }

    private void ParseReverse(PropertyKind kind)
    {
        Take();
        var symbol = ParseName();
        var condition = ParseCondition();
        Expect(TokenKind.EndOfLine);
        Menus.AddProperty(kind, _expressions.Of(symbol), condition, _lexer.File, Line);
    }

    private void ParseRange()
    {
        Take();
        var low = ParseOperand();
        var high = ParseOperand();
        var condition = ParseCondition();
        Expect(TokenKind.EndOfLine);
        Menus.AddProperty(
            PropertyKind.Range, _expressions.Compare(ExpressionKind.Range, low, high), condition, _lexer.File, Line);
    }

    private void SetModules()
    {
        var symbol = Menus.Entry.Symbol!;
        if (Modules is not null)
            _report.Error(
                File, Line, $"symbol '{symbol}' redefines option 'modules' already defined by symbol '{Modules}'");
        Modules = symbol;
    }

    /// <summary><c>option modules</c> and the like; kernels up to 5.12.</summary>
    private void ParseNamedOption()
    {
        Take();
        var kind = Take().Kind;
        if (kind is not (TokenKind.Modules or TokenKind.DefconfigList or TokenKind.AllNoConfigYes))
            throw SyntaxException.Instance;
        Expect(TokenKind.EndOfLine);
        var symbol = Menus.Entry.Symbol!;
        if (kind == TokenKind.Modules)
            SetModules();
        else if (kind == TokenKind.AllNoConfigYes)
            symbol.IsYesInAllNoConfig = true;
        else if ((DefconfigList ??= symbol) != symbol)
            _report.Error(File, Line, "trying to redefine defconfig symbol");
    }

    private void ParseChoice()
    {
        Take();
        var name = _dialect.HasNamedChoices && Peek() == TokenKind.Word ? Take().Text : null;
        Expect(TokenKind.EndOfLine);
        var choice = _symbols.Choice(name);
        Menus.AddEntry(choice, _lexer.File, Line);
        if (_dialect.HasClassicChoices)
            Menus.AddProperty(PropertyKind.Choice, null, null, _lexer.File, Line);
        else
            Menus.SetType(SymbolType.Bool);
        while (ParseChoiceOption(choice))
        {
        }

        if (!_dialect.HasNamedChoices && Menus.Entry.Prompt is null)
            _report.Error(Menus.Entry.File, Menus.Entry.Line, "choice must have a prompt", "error: ");
        ParseBlock(Block.Choice, "choice");
    }

    private bool ParseChoiceOption(Symbol choice)
    {
        switch (Peek())
        {
            case TokenKind.Bool when !_dialect.HasClassicChoices:
                Take();
                ParsePrompt(ExpectText(TokenKind.QuotedWord), isLine: true);
                return true;
            case TokenKind.Bool or TokenKind.Tristate when _dialect.HasClassicChoices:
                ParseType(TypeOf(Take().Kind));
                return true;
            case TokenKind.Optional:
                Take();
                Expect(TokenKind.EndOfLine);
                choice.IsOptional = true;
                return true;
            case TokenKind.Default:
                ParseReverse(PropertyKind.Default);
                return true;
            default:
                return ParseCommonOption();
        }
    }

    private void ParseDepends()
    {
        Take();
        Expect(TokenKind.On);
        var dependency = ParseExpression();
        var condition = _dialect.HasConditionalDepends ? ParseCondition() : null;
        Expect(TokenKind.EndOfLine);
        if (condition is not null)
            dependency = _expressions.Combine(
                ExpressionKind.Or, dependency, _expressions.CompareWithNo(condition, isEqual: true, _symbols.No));
        Menus.AddDependency(DependencyKind.Depends, dependency, _lexer.File, Line);
    }

    private void ParseHelp()
    {
        Take();
        Expect(TokenKind.EndOfLine);
        _lexer.StartHelp();
        Expect(TokenKind.HelpText);
        var help = _lexer.Help!;
        var entry = Menus.Entry;
        if (entry.HelpText is not null)
            _report.Remark(
                File, Line,
                $"warning: '{entry.Symbol}' defined with more than one help text -- only the last one will be used");
        if (help.IsBlank)
            _report.Remark(File, Line, $"warning: '{entry.Symbol}' defined with blank help text");
        entry.HelpText = help;
    }

    private static SymbolType TypeOf(TokenKind kind) => kind switch
    {
        TokenKind.Bool or TokenKind.DefBool => SymbolType.Bool,
        TokenKind.Tristate or TokenKind.DefTristate => SymbolType.Tristate,
        TokenKind.Int => SymbolType.Int,
        TokenKind.Hex => SymbolType.Hex,
        TokenKind.String => SymbolType.String,
        _ => SymbolType.Unknown,
    };
}
