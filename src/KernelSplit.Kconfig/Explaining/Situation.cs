using System.Text;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A complete configuration and what explanations need to know about it.</summary>
/// <param name="Index">The index of its tree.</param>
/// <param name="Configuration">The values.</param>
/// <param name="Requests">The merged fragments.</param>
/// <param name="BaseName">The name of the base configuration.</param>
internal sealed record Situation(TreeIndex Index, Configuration Configuration, MergedConfig Requests, string BaseName)
{
    public Tristate Value(Symbol symbol)
    {
        Configuration.ValueOf(symbol);
        return Configuration.State(symbol).Value;
    }

    public Tristate Value(Expression? condition) => Configuration.ValueOf(condition);

    public Tristate Visibility(Symbol symbol) => Configuration.VisibilityOf(symbol);

    /// <summary>The value to which a <c>select</c> or <c>imply</c> raises its target.</summary>
    public Tristate Strength(Property property) =>
        Tristates.And(Value(property.Node.Symbol!), Value(property.Condition));

    /// <summary><c>NET is n</c></summary>
    public string Is(Symbol symbol) =>
        $"{symbol} is {(Configuration.ValueOf(symbol) is { Length: > 0 } value ? value : "\"\"")}";

    /// <summary>The value as in fragments; null if .config doesn't have the symbol.</summary>
    public string? Written(Symbol symbol)
    {
        if (!Configuration.IsWritten(symbol))
            return null;
        var value = Configuration.ValueOf(symbol);
        if (symbol.Type != SymbolType.String)
            return value;
        var text = new StringBuilder();
        SymbolLines.AppendQuoted(text, value);
        return text.ToString();
    }

    /// <summary>Whether a line of a fragment has its value.</summary>
    public bool Grants(Assignment request) =>
        (Written(Configuration.Tree.Find(request.Symbol)!) ?? Assignment.NotSet) == request.Value;

    /// <summary>A fragment's line about a symbol; null if there is none, or one that its type can't take.</summary>
    public Assignment? TakenRequest(Symbol symbol) =>
        Requests.Find(symbol.Name!) is { } request && Judge.Mistyped(symbol, request.Value) is null ? request : null;

    /// <summary>Why a setting can't be proposed.</summary>
    public static string WouldHelp(Setting setting, Assignment other) =>
        $"CONFIG_{setting.Symbol}={setting.Value} would help, but {other.File}:{other.Line} requests {other}";

    /// <summary>A condition with the value of each symbol.</summary>
    public string Show(Expression? condition)
    {
        var text = new StringBuilder();
        ExpressionPrinter.Append(text, condition, Configuration.ValueOf);
        return text.ToString();
    }

    /// <summary>A choice's name in messages.</summary>
    public static string NameOf(MenuNode choice) => $"the choice \"{choice.Prompt?.Text}\"";

    /// <summary>The member of a choice that is set.</summary>
    public Symbol? ChosenIn(MenuNode choice) => choice.Descendants().Select(node => node.Symbol).OfType<Symbol>()
        .FirstOrDefault(member => member.IsChoiceMember && Value(member) == Tristate.Yes);

    public static bool HasPrompt(Symbol symbol) => symbol.Definitions.Any(node => node.Prompt is not null);
}
