using System.Globalization;
using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Macros;

/// <summary>
/// Expands <c>$(...)</c>: arguments of user functions, variables, built-in functions, then the environment
/// (scripts/kconfig/preprocess.c and Documentation/kbuild/kconfig-macro-language.rst).
/// </summary>
/// <param name="host">Provides the environment and the shell.</param>
/// <param name="dialect">Limits the shell's output.</param>
/// <param name="report">Gets errors and warnings.</param>
/// <param name="where">The current file and line.</param>
internal sealed class MacroLanguage(KconfigHost host, Dialect dialect, Report report, Func<SourceLocation> where)
{
    private const int MaxWords = 16;
    private const int MaxDepth = 1000;
    private const int MaxNesting = 3000;

    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Builtins _builtins = new(host, dialect, report, where);
    private readonly OrderedDictionary<string, string> _environment = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>The environment variables that the tree uses and that are set, with their values.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>The commands that <c>$(shell,...)</c> ran.</summary>
    public IReadOnlyList<ShellProbe> Probes => _builtins.Probes;

    public void Define(string name, string value, Flavor flavor)
    {
        var known = _variables.GetValueOrDefault(name);
        var isAppended = flavor == Flavor.Append;
        if (isAppended)
            flavor = known?.Flavor ?? Flavor.Recursive;
        if (known is null)
            _variables[name] = known = new Variable();
        else if (!isAppended)
            known.Value = "";
        var hadValue = isAppended && known.IsDefined;
        known.Flavor = flavor;
        var text = flavor == Flavor.Simple ? Expand(value, []) : value;
        known.Value = hadValue ? $"{known.Value} {text}" : text;
        known.IsDefined = true;
    }

    /// <summary>Expands up to the end of a word and moves the position there.</summary>
    public string ExpandToken(string text, ref int position) => Expand(text, ref position, [], isToken: true);

    /// <summary>Expands what follows a dollar sign and moves the position past it.</summary>
    public string ExpandDollar(string text, ref int position) => ExpandDollar(text, ref position, []);

    private string Expand(string text, IReadOnlyList<string> arguments)
    {
        var position = 0;
        return Expand(text, ref position, arguments, isToken: false);
    }

    private string Expand(string text, ref int position, IReadOnlyList<string> arguments, bool isToken)
    {
        StringBuilder? expanded = null;
        var copied = position;
        while (position < text.Length)
        {
            if (text[position] == '$')
            {
                expanded ??= new StringBuilder();
                expanded.Append(text, copied, position - copied);
                position++;
                expanded.Append(ExpandDollar(text, ref position, arguments));
                copied = position;
                continue;
            }

            if (isToken && !(char.IsAsciiLetterOrDigit(text[position]) || text[position] is '_' or '-'))
                break;
            position++;
        }

        var last = text[copied..position];
        return expanded is null ? last : expanded.Append(last).ToString();
    }

    private string ExpandDollar(string text, ref int position, IReadOnlyList<string> arguments)
    {
        if (position >= text.Length || text[position] != '(')
            return "$";
        var start = ++position;
        for (var nesting = 0; position < text.Length; position++)
        {
            if (text[position] == '(')
                nesting++;
            else if (text[position] == ')' && nesting-- == 0)
                break;
        }

        if (position >= text.Length)
            throw Fail($"unterminated reference to '{text[start..]}': missing ')'");
        return Evaluate(text[start..position++], arguments);
    }

    private string Evaluate(string clause, IReadOnlyList<string> arguments)
    {
        if (Number(clause) is { } number && number > 0 && number <= (ulong)arguments.Count)
            return arguments[(int)number - 1];
        if (++_depth > MaxNesting)
            throw Fail("Too deep recursive expansion");
        var words = Split(clause).Select(word => Expand(word, arguments)).ToArray();
        var result = Call(words[0], words[1..]);
        _depth--;
        return result;
    }

    private string Call(string name, string[] arguments) =>
        CallVariable(name, arguments)
        ?? _builtins.Call(name, arguments)
        ?? (arguments.Length == 0 ? FromEnvironment(name) : null)
        ?? "";

    private string? CallVariable(string name, string[] arguments)
    {
        if (!_variables.TryGetValue(name, out var variable))
            return null;
        if (arguments.Length == 0 && variable.Expansions > 0)
            throw Fail($"Recursive variable '{name}' references itself (eventually)");
        if (variable.Expansions > MaxDepth)
            throw Fail("Too deep recursive expansion");
        variable.Expansions++;
        var result = variable.Flavor == Flavor.Recursive ? Expand(variable.Value, arguments) : variable.Value;
        variable.Expansions--;
        return result;
    }

    private string? FromEnvironment(string name)
    {
        if (name.Length == 0)
            return null;
        if (_environment.TryGetValue(name, out var known))
            return known;
        if (host.Environment(name) is not { } value)
            return null;
        _environment[name] = value;
        return value;
    }

    private List<string> Split(string clause)
    {
        var words = new List<string>();
        var start = 0;
        var nesting = 0;
        for (var i = 0; i < clause.Length; i++)
        {
            if (clause[i] == '(')
                nesting++;
            else if (clause[i] == ')')
                nesting--;
            else if (clause[i] == ',' && nesting == 0)
            {
                words.Add(clause[start..i]);
                start = i + 1;
                if (words.Count >= MaxWords)
                    throw Fail("too many function arguments");
            }
        }

        words.Add(clause[start..]);
        return words;
    }

    /// <summary>As strtoul reads it: blanks and a sign may precede the digits.</summary>
    private static ulong? Number(string text) =>
        text.Length is > 0 and < 20 && char.IsAsciiDigit(text[^1])
        && ulong.TryParse(
            text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;

    private InvalidInputException Fail(string what) => _builtins.Fail(what);

    private sealed class Variable
    {
        public string Value { get; set; } = "";

        public Flavor Flavor { get; set; }

        public int Expansions { get; set; }

        public bool IsDefined { get; set; }
    }
}
