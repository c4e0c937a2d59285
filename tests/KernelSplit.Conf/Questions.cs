using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>Asks for, or lists, symbols that .config doesn't have (scripts/kconfig/conf.c).</summary>
internal sealed partial class Questions(Configuration configuration, ConfMode mode, InputLines input)
{
    private readonly KconfigHost _host = configuration.Tree.Host;
    private readonly bool _isClassic = configuration.Tree.Dialect.HasClassicChoices;
    private readonly HelpTexts _help = new(configuration);
    private readonly string _prefix = configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_";
    private ConfMode _mode = mode;
    private MenuNode? _root;
    private int _indent = 1;
    private int _newCount;

    /// <summary>Asks until no new symbol becomes visible. False if a required answer is missing.</summary>
    public bool Ask()
    {
        try
        {
            if (_mode == ConfMode.OldAskConfig)
            {
                _root = configuration.Tree.Root;
                Show(_root);
                _mode = ConfMode.OldConfig;
            }

            do
            {
                _newCount = 0;
                CheckForNew(configuration.Tree.Root);
            }
            while (_newCount > 0);
            return true;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    private void CheckForNew(MenuNode node)
    {
        if (!configuration.IsVisible(node))
            return;
        if (node.Symbol is { } symbol && !IsRequested(symbol) && IsWorthAsking(symbol))
            NoteNew(node, symbol);
        for (var child = node.FirstChild; child is not null; child = child.Next)
            CheckForNew(child);
    }

    private bool IsWorthAsking(Symbol symbol) =>
        IsChangeable(symbol) || (_isClassic && symbol.IsChoice && configuration.State(symbol).Value == Tristate.Yes);

    private void NoteNew(MenuNode node, Symbol symbol)
    {
        switch (_mode)
        {
            case ConfMode.ListNewConfig:
                if (symbol.Name is not null)
                    Print(Line(symbol));
                break;
            case ConfMode.HelpNewConfig:
                Print("-----\n");
                PrintHelp(node);
                Print("-----\n");
                break;
            default:
                if (_newCount++ == 0)
                    Print("*\n* Restart config...\n*\n");
                _root = MenuAround(node);
                Show(_root);
                break;
        }
    }

    private string Line(Symbol symbol)
    {
        var text = new System.Text.StringBuilder();
        SymbolLines.Append(text, _prefix, symbol, configuration.Shown(symbol), isOffComment: false);
        return text.ToString();
    }

    private MenuNode MenuAround(MenuNode node)
    {
        while (node != configuration.Tree.Root && node.Prompt?.Kind != PropertyKind.Menu)
            node = node.Parent!;
        return node;
    }

    private void Show(MenuNode node)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!configuration.IsVisible(node))
            return;
        var kind = node.Prompt!.Kind;
        if (kind == PropertyKind.Menu && _mode != ConfMode.OldAskConfig && _root != node)
        {
            CheckForNew(node);
            return;
        }

        if (kind is PropertyKind.Menu or PropertyKind.Comment)
            Print($"{Indented('*')}\n{Indented('*')} {node.Prompt.Text}\n{Indented('*')}\n");
        if (node.Symbol is { } symbol)
        {
            if (symbol.IsChoice)
            {
                AskForMember(node);
                if (!_isClassic || configuration.State(symbol).Value != Tristate.Mod)
                    return;
            }
            else if (symbol.Type is SymbolType.Int or SymbolType.Hex or SymbolType.String)
            {
                AskForText(node, symbol);
            }
            else
            {
                AskForLetter(node, symbol);
            }
        }

        ShowChildren(node);
    }

    private void ShowChildren(MenuNode node)
    {
        var step = node.Symbol is null ? 0 : 2;
        _indent += step;
        for (var child = node.FirstChild; child is not null; child = child.Next)
            Show(child);
        _indent -= step;
    }

    private void AskForText(MenuNode node, Symbol symbol)
    {
        while (true)
        {
            Print($"{Margin}{node.Prompt!.Text} ({symbol}) ");
            string? value = configuration.Shown(symbol);
            Print($"[{value}] ");
            if (AnswerTo(symbol, value) is not { } line)
                return;
            if (line == "?\n")
            {
                PrintHelp(node);
                value = null;
            }
            else if (line[0] != '\n')
            {
                value = line[..^1];
            }

            if (value is not null && configuration.SetValue(symbol, value))
                return;
            // Old kernels ask forever.
            if (input.HasEnded)
            {
                _host.Errors($"\nerror: no value for new symbol '{symbol}' at end of input\n");
                throw new EndOfStreamException();
            }
        }
    }

    private void AskForLetter(MenuNode node, Symbol symbol)
    {
        while (true)
        {
            Print($"{Margin}{node.Prompt!.Text} ");
            if (symbol.Name is not null)
                Print($"({symbol.Name}) ");
            var former = configuration.State(symbol).Value;
            Print($"[{Tristates.Letter(former).ToUpperInvariant()}");
            foreach (var other in new[] { Tristate.No, Tristate.Mod, Tristate.Yes })
            {
                if (other != former && configuration.IsAllowed(symbol, other))
                    Print($"/{Tristates.Letter(other)}");
            }

            Print("/?] ");
            if (AnswerTo(symbol, configuration.Shown(symbol)) is not { } line)
                return;
            var answer = line.Trim();
            Tristate? value = answer switch
            {
                "n" or "N" or "no" or "No" => Tristate.No,
                "m" or "M" => Tristate.Mod,
                "y" or "Y" or "yes" or "Yes" => Tristate.Yes,
                "" => former,
                _ => null,
            };
            if (value is not null && configuration.SetValue(symbol, value.Value))
                return;
            if (value is not null || answer[0] == '?')
                PrintHelp(node);
        }
    }

    /// <summary>The answer's line; null if there is nothing to ask.</summary>
    private string? AnswerTo(Symbol symbol, string value)
    {
        if (!IsRequested(symbol))
            Print("(NEW) ");
        var isKept = _mode is ConfMode.OldConfig or ConfMode.SyncConfig && IsRequested(symbol);
        if (!IsChangeable(symbol) || isKept)
        {
            Print($"{value}\n");
            return null;
        }

        return input.Next(otherwise: "\n");
    }

    private string Margin => new(' ', _indent - 1);

    private string Indented(char mark) => Margin + mark;

    private bool IsRequested(Symbol symbol) => configuration.State(symbol).Has(StateFlags.IsRequested);

    private bool IsChangeable(Symbol symbol) =>
        (_isClassic || !symbol.IsChoice) && configuration.State(symbol).Visible > configuration.State(symbol).Selected;

    private void PrintHelp(MenuNode node) => Print($"\n{_help.Of(node)}\n");

    private void Print(string text) => _host.Output(text);
}
