using System.Buffers;
using System.Text.RegularExpressions;

namespace KernelSplit.Building.Probing;

/// <summary>
/// Recognises commands that only query the toolchain. This doesn't parse shell: a command is recognised if it has the
/// simple form that kernels use, and if each program it starts is part of the toolchain or the source, or only prints.
/// All other commands are run each time, never ahead.
/// </summary>
internal sealed partial class ProbeCommands(ProbeEnvironment environment, Toolchain tools)
{
    private static readonly HashSet<string> Printers =
        ["test", "[", "echo", "printf", "true", "false", ":", "set", "expr", "exit", "basename", "dirname"];

    private static readonly HashSet<string> Filters = ["head", "tail", "grep", "egrep", "fgrep", "tr", "cut", "wc"];

    private static readonly SearchValues<char> NotUnderstood = SearchValues.Create("'\"`<>\\");

    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);

    /// <summary>The key of the answer; null for a command that may have side effects.</summary>
    public string? KeyOf(string command)
    {
        var words = WordEnd().Split(command);
        if (words.Any(tools.IsWrapper) || OtherInput().IsMatch(command) || Variable().Matches(command).Any(IsVolatile))
            return null;
        var state = new Fingerprint();
        state.Add(command);
        var asked = Import().Replace(
            command, match => match.Groups["python"].Value == tools.Python ? "true" : match.Value);
        if (asked != command)
            AddPython(state);
        var text = Quiet().Replace(Quoted().Replace(Scratch().Replace(asked, "true"), "Q"), " ");
        if (text.AsSpan().ContainsAny(NotUnderstood))
            return null;
        foreach (Match part in Part().Matches(text))
        {
            if (!OnlyAsks(part.Groups["text"].Value, part.Groups["end"].Value == "|", state))
                return null;
        }

        foreach (var word in words)
        {
            if (word.Any(char.IsAsciiLetterOrDigit) && word[0] != '-' && !word.Contains('$', StringComparison.Ordinal))
                state.Add(StateOf(environment.Locate(word)));
        }

        return state.ToString();
    }

    private bool OnlyAsks(string part, bool isPiped, Fingerprint state)
    {
        var words = part.Split(' ', '\t').Where(word => word.Length > 0).ToArray();
        if (words.Length == 0 || words is ["command", "-v", ..])
            return true;
        var head = words[0] == "env" ? words.Skip(1).FirstOrDefault(word => word != "Q") : words[0];
        if (head is null)
            return false;
        state.Add(environment.Programs(head).Select(FileState.Of).FirstOrDefault(FileState.Missing));
        if (tools.Has(head))
            return Asking().IsMatch(part);
        var isScript = environment.IsOfSource(head) && !tools.HasWrapper;
        return isScript || Printers.Contains(head) || (isPiped && Filters.Contains(head));
    }

    private void AddPython(Fingerprint state)
    {
        foreach (var path in InstalledSoftware.OfPython(environment))
            state.Add(FileState.Of(path));
    }

    /// <summary>
    /// A file's state; for a file of the source, that of its whole directory, since a script may call its neighbours.
    /// </summary>
    private string StateOf(string path)
    {
        if (_states.TryGetValue(path, out var known))
            return known;
        if (Directory.Exists(path))
            return _states[path] = "directory";
        var state = FileState.Of(path);
        if (state == FileState.Missing || !environment.IsOfSource(path))
            return _states[path] = state;
        var beside = Path.GetDirectoryName(path) + "/*";
        if (!_states.TryGetValue(beside, out var all))
            all = _states[beside] = OfAll(Path.GetDirectoryName(path)!);
        return _states[path] = all;
    }

    private static string OfAll(string directory)
    {
        var state = new Fingerprint();
        foreach (var file in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            state.Add(file);
            state.Add(FileState.Of(file));
        }

        return state.ToString();
    }

    private static bool IsVolatile(Match variable) => ProbeEnvironment.IsVolatile(variable.Groups[1].Value);

    [GeneratedRegex("""[\s"'`;|&(){}<>=,]+""")]
    private static partial Regex WordEnd();

    [GeneratedRegex(@"\$\{?(\w+)")]
    private static partial Regex Variable();

    // Files whose state says nothing, directories of headers, a process's own ID.
    [GeneratedRegex("""
        (^|[\s"'=<>])(/proc|/sys|/dev(?!/null\b)|@|-I|-include|-isystem|-iquote|-B|-L|-specs)|(?<!\.tmp_)\$\$
        """)]
    private static partial Regex OtherInput();

    // Double quotes must not contain a command substitution.
    [GeneratedRegex("""'[^']*'|"(?:[^"\\$`]|\\.|\$[^(])*"|\\.""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\d?>\s*/dev/null|<\s*/dev/null|\d?>&1")]
    private static partial Regex Quiet();

    // How Kconfig.include makes and removes a directory for a compiler's output.
    [GeneratedRegex("""\btrap "rm -rf \.tmp_\$\$" EXIT|\bmkdir \.tmp_\$\$""")]
    private static partial Regex Scratch();

    [GeneratedRegex(@"(?<end>^|[;&|(){}!\n]+)(?<text>[^;&|(){}!\n]*)")]
    private static partial Regex Part();

    [GeneratedRegex(@"\s(-o\s*(/dev/null|-|\.tmp_\S*)|-E|-v|-V|--help|--version|--?print\S*|-dump\S*)(\s|$)")]
    private static partial Regex Asking();

    [GeneratedRegex("""(?<=^|\s)(?<python>\S+) -c (?<quote>["'])import [\w., ]+\k<quote>""")]
    private static partial Regex Import();
}
