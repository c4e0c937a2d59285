using KernelSplit.Kconfig.Macros;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>Statements and the blocks that contain them.</summary>
internal sealed partial class Parser
{
    private const int MaxBlocks = 500;

    /// <summary>Reads statements up to the line that ends the block.</summary>
    private void ParseStatements(Block block)
    {
        while (true)
        {
            var kind = Peek();
            if (kind == TokenKind.EndOfInput && block == Block.File)
                return;
            if (kind is TokenKind.EndMenu or TokenKind.EndIf or TokenKind.EndChoice && block != Block.File)
                return;
            if (kind == TokenKind.Word && block != Block.Choice)
                ParseAssignment();
            else
                ParseStatement(kind, isInChoice: block == Block.Choice);
        }
    }

    private void ParseStatement(TokenKind kind, bool isInChoice)
    {
        try
        {
            switch (kind)
            {
                case TokenKind.Config:
                    ParseConfig();
                    break;
                case TokenKind.Comment:
                    ParseComment();
                    break;
                case TokenKind.If:
                    ParseIf(isInChoice ? Block.Choice : Block.If);
                    break;
                case TokenKind.MenuConfig when !isInChoice:
                    ParseMenuConfig();
                    break;
                case TokenKind.Menu when !isInChoice:
                    ParseMenu();
                    break;
                case TokenKind.Choice when !isInChoice:
                    ParseChoice();
                    break;
                case TokenKind.Source when !isInChoice:
                    ParseSource();
                    break;
                default:
                    throw SyntaxException.Instance;
            }
        }
        catch (SyntaxException)
        {
            if (!SkipLine())
                Abandon();
            _report.Error(File, Line, "invalid statement");
        }
    }

    private void ParseAssignment()
    {
        var name = Take();
        try
        {
            Flavor flavor = Peek() switch
            {
                TokenKind.Equal => Flavor.Recursive,
                TokenKind.ColonEqual => Flavor.Simple,
                TokenKind.PlusEqual => Flavor.Append,
                _ => throw SyntaxException.Instance,
            };
            Take();
            var value = Peek() == TokenKind.AssignedValue ? Take().Text : "";
            Expect(TokenKind.EndOfLine);
            _lexer.Macros.Define(name.Text, value, flavor);
        }
        catch (SyntaxException)
        {
            if (!SkipLine())
                Abandon();
            _report.Error(File, Line, $"unknown statement \"{name.Text}\"");
        }
    }

    private void ParseSource()
    {
        Take();
        var name = ExpectText(TokenKind.QuotedWord);
        Expect(TokenKind.EndOfLine);
        Include(name);
    }

    private void ParseComment()
    {
        Take();
        var text = ExpectText(TokenKind.QuotedWord);
        Expect(TokenKind.EndOfLine);
        Menus.AddEntry(null, _lexer.File, Line);
        Menus.AddPrompt(PropertyKind.Comment, text, null, _lexer.File, Line);
        while (Peek() == TokenKind.Depends)
            ParseDepends();
    }

    private void ParseIf(Block content)
    {
        Take();
        var condition = ParseExpression();
        Expect(TokenKind.EndOfLine);
        Menus.AddEntry(null, _lexer.File, Line);
        Menus.AddDependency(DependencyKind.If, condition, _lexer.File, Line);
        ParseBlock(content, "if");
    }

    private void ParseMenu()
    {
        Take();
        var text = ExpectText(TokenKind.QuotedWord);
        Expect(TokenKind.EndOfLine);
        Menus.AddEntry(null, _lexer.File, Line);
        Menus.AddPrompt(PropertyKind.Menu, text, null, _lexer.File, Line);
        while (true)
        {
            if (Peek() == TokenKind.Depends)
            {
                ParseDepends();
            }
            else if (TakeIf(TokenKind.Visible))
            {
                var condition = ParseCondition();
                Expect(TokenKind.EndOfLine);
                Menus.AddDependency(DependencyKind.Visible, condition, _lexer.File, Line);
            }
            else
            {
                break;
            }
        }

        ParseBlock(Block.Menu, "menu");
    }

    private void ParseBlock(Block content, string name)
    {
        if (_open.Count >= MaxBlocks)
        {
            _report.Error(File, Line, "memory exhausted");
            throw _report.ToException();
        }

        _open.Push(Menus.OpenMenu());
        if (name == "choice")
            _choice = _dialect.HasOptionalChoices ? null : Menus.Entry;
        CloseBlock(ParseContent(content), name);
    }

    /// <summary>Reads a block including the line that ends it; an invalid one leaves it open.</summary>
    private string ParseContent(Block content)
    {
        while (true)
        {
            ParseStatements(content);
            try
            {
                var kind = Take().Kind;
                Expect(TokenKind.EndOfLine);
                return kind == TokenKind.EndMenu ? "menu" : kind == TokenKind.EndIf ? "if" : "choice";
            }
            catch (SyntaxException)
            {
                if (!SkipLine())
                    Abandon();
                _report.Error(File, Line, "invalid statement");
            }
        }
    }

    private void CloseBlock(string end, string block)
    {
        if (block == "choice")
            _choice = null;
        _open.Pop();
        if (end != block)
        {
            _report.Error(File, Line, $"unexpected '{end}' within {block} block");
        }
        else if (Menus.Menu.File != _lexer.File || _lexer.HasRootEnded)
        {
            _report.Error(File, Line, $"'{end}' in different file than '{block}'");
            _report.Error(Menus.Menu.File, Menus.Menu.Line, $"location of the '{block}'");
        }
        else
        {
            Menus.CloseMenu();
        }
    }
}
