using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Packaging;

/// <summary>
/// A template of kernel-spec/, in a part of Handlebars' language: <c>{{name}}</c>; <c>{{#if name}}</c>,
/// <c>{{#unless name}}</c> and <c>{{#each name}}</c> with <c>{{else}}</c>; <c>{{> packages}}</c>;
/// <c>{{!-- comment --}}</c>. In <c>each</c>, <c>this</c> is the item, <c>@last</c> tells the last one, and names that
/// the item doesn't have are those around it. Nothing is escaped. A tag that prints nothing itself takes its line with
/// it when it is alone there.
/// </summary>
internal sealed partial class Template
{
    private readonly string _file;
    private readonly Template? _packages;
    private readonly List<Part> _parts = [];

    /// <param name="file">The template.</param>
    /// <param name="packages">The template that it includes as <c>packages</c>, if any.</param>
    /// <exception cref="InvalidInputException">The template is invalid.</exception>
    public Template(string file, Template? packages = null)
    {
        (_file, _packages) = (file, packages);
        var text = File.ReadAllText(file);
        var open = new Stack<Block>();
        var (body, end) = (_parts, 0);
        foreach (Match match in Tag().Matches(text))
        {
            var line = LineOf(text, match.Index);
            var words = match.Groups["tag"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            AddText(body, text, end, match.Index);
            end = match.Index + match.Length;
            switch (words)
            {
                case [] when match.Value.Contains("{{!--", StringComparison.Ordinal):
                    break;
                case ["else"] when open.TryPeek(out var block):
                    body = block.Otherwise;
                    break;
                case ["#if" or "#unless" or "#each", var name]:
                    open.Push(new Block(words[0], name, line, body));
                    body.Add(open.Peek());
                    body = open.Peek().Body;
                    break;
                case ["/if" or "/unless" or "/each"]
                    when open.TryPop(out var block) && block.Kind[1..] == words[0][1..]:
                    body = block.Around;
                    break;
                case [">", "packages"] when packages is not null:
                    body.Add(new Include());
                    break;
                case [var name] when name != "else" && name[0] is not ('#' or '/' or '>'):
                    body.Add(new Name(name, line));
                    break;
                default:
                    throw Invalid($"unexpected {match.Value.Trim()}", line);
            }
        }

        AddText(body, text, end, text.Length);
        if (open.TryPeek(out var unclosed))
            throw Invalid($"{{{{{unclosed.Kind} {unclosed.Word}}}}} isn't closed", unclosed.Line);
    }

    /// <exception cref="InvalidInputException">It uses an unknown name.</exception>
    public string Render(IReadOnlyDictionary<string, object> model)
    {
        var output = new StringBuilder();
        Render(_parts, new Scope(model, false, null), output);
        return output.ToString();
    }

    private void Render(List<Part> parts, Scope scope, StringBuilder output)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Text text:
                    output.Append(text.Value);
                    break;
                case Name name:
                    output.Append(CultureInfo.InvariantCulture, $"{Value(scope, name.Word, name.Line)}");
                    break;
                case Include:
                    _packages!.Render(_packages._parts, scope, output);
                    break;
                case Block { Kind: "#each" } block when Value(scope, block.Word, block.Line) is ICollection items:
                    var left = items.Count;
                    foreach (var item in items)
                        Render(block.Body, new Scope(item, --left == 0, scope), output);
                    if (items.Count == 0)
                        Render(block.Otherwise, scope, output);
                    break;
                case Block { Kind: "#each" } block:
                    throw Invalid($"\"{block.Word}\" is no list", block.Line);
                case Block block:
                    var holds = Value(scope, block.Word, block.Line) is not (false or "" or ICollection { Count: 0 });
                    Render(holds == (block.Kind == "#if") ? block.Body : block.Otherwise, scope, output);
                    break;
            }
        }
    }

    private object Value(Scope scope, string name, int line)
    {
        if (name == "this")
            return scope.Item;
        if (name == "@last")
            return scope.IsLast;
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Item is IReadOnlyDictionary<string, object> values && values.TryGetValue(name, out var value))
                return value;
        }

        throw Invalid($"there is no placeholder \"{name}\"", line);
    }

    private void AddText(List<Part> body, string text, int start, int end)
    {
        var stray = text.AsSpan(start, end - start).IndexOf("{{");
        if (stray >= 0)
            throw Invalid("{{ without }}", LineOf(text, start + stray));
        if (end > start)
            body.Add(new Text(text[start..end]));
    }

    private InvalidInputException Invalid(string message, int line) =>
        new([Diagnostic.Error(_file, $"invalid template: {message}", line: line)]);

    private static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    // A comment; a tag that is alone on its line, with that line; any other tag.
    [GeneratedRegex(
        @"(?m:^[ \t]*\{\{!--[^\0]*?--\}\}[ \t]*\n)|\{\{!--[^\0]*?--\}\}"
        + @"|(?m:^[ \t]*\{\{(?<tag>[#/>][^{}]*|else)\}\}[ \t]*(?:\n|\z))|\{\{(?<tag>[^{}]*)\}\}")]
    private static partial Regex Tag();

    private abstract record Part;

    private sealed record Text(string Value) : Part;

    private sealed record Name(string Word, int Line) : Part;

    private sealed record Include : Part;

    private sealed record Block(string Kind, string Word, int Line, List<Part> Around) : Part
    {
        public List<Part> Body { get; } = [];

        public List<Part> Otherwise { get; } = [];
    }

    private sealed record Scope(object Item, bool IsLast, Scope? Outer);
}
