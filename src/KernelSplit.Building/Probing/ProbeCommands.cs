using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Building.Probing;

/// <summary>
/// Recognises commands that only ask: each program is a compiler that writes nothing, a script of the source, or one
/// that just prints. This doesn't parse shell; what doesn't look so is run each time, and never ahead.
/// </summary>
internal sealed partial class ProbeCommands(ProbeMachine machine)
{
    private static readonly HashSet<string> Printers =
    [
        "test", "[", "echo", "printf", "true", "false", ":", "set", "expr", "exit", "head", "grep", "tr", "cut", "wc",
    ];

    /// <summary>
    /// The key of the answer: the command, and the states of the files it names; null if it may do more.
    /// </summary>
    public string? KeyOf(string command)
    {
        var plain = Environment().Replace(Scratch().Replace(command, ""), WithoutOwnVariables);
        var text = Quiet().Replace(Quoted().Replace(plain, "Q"), "");
        if (OtherInput().IsMatch(command) || NotUnderstood().IsMatch(text))
            return null;
        var heads = new List<string>();
        foreach (var part in Part().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            var head = part.Split(' ')[0];
            var asks = head switch
            {
                "command" => part.StartsWith("command -v ", StringComparison.Ordinal),
                _ when head == machine.Python => Imports().IsMatch(command),
                _ => machine.IsCompiler(head) ? Asks().IsMatch(part)
                    : Printers.Contains(head) || machine.IsOfSource(head),
            };
            if (!asks)
                return null;
            heads.Add(head);
        }

        var files = WordEnd().Split(command).Where(word => word.Contains('/', StringComparison.Ordinal))
            .Select(machine.Locate).SelectMany(WithNeighbours);
        return ContentKey.Of(
            [command, .. heads.SelectMany(machine.Programs).Concat(files).Distinct()
                .Select(file => $"{file} {FileState.Of(file)}")]);
    }

    /// <summary>Passing on the compilers that are part of the state anyway changes nothing.</summary>
    private string WithoutOwnVariables(Match env) =>
        env.Groups["name"].Captures.Zip(env.Groups["value"].Captures)
            .All(pair => machine.IsCompilerVariable(pair.First.Value, pair.Second.Value)) ? "" : env.Value;

    /// <summary>A script of the source may call those beside it.</summary>
    private IEnumerable<string> WithNeighbours(string file) => machine.IsOfSource(file) && File.Exists(file)
        ? Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)
        : [file];

    [GeneratedRegex("""[\s"'`;|&(){}<>=,]+""")]
    private static partial Regex WordEnd();

    // Files whose state says nothing, directories of headers, a process's own ID, the shell's own variables.
    [GeneratedRegex("""
        (^|[\s"'=<>])(/proc|/sys|/dev(?!/null\b)|@|-I|-include|-isystem|-iquote|-B|-L|-specs)|(?<!\.tmp_)\$\$|\$\{?(S?RANDOM|SECONDS|EPOCH|B?PPID|BASHPID|LINENO|SHLVL|PWD)
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

    [GeneratedRegex("""\benv(?:\s+"(?<name>[A-Z]+)=(?<value>[^"\\$`]*)")+\s+""")]
    private static partial Regex Environment();

    [GeneratedRegex("""['"`<>\\]|\$\(""")]
    private static partial Regex NotUnderstood();

    [GeneratedRegex(@"[;&|(){}!\n]+")]
    private static partial Regex Part();

    [GeneratedRegex(@"\s(-o\s*(/dev/null|-|\.tmp_\S*)|-E|-v|-V|--help|--version|--?print\S*|-dump\S*)(\s|$)")]
    private static partial Regex Asks();

    [GeneratedRegex("""\S+ -c (?<quote>["'])import [\w., ]+\k<quote>""")]
    private static partial Regex Imports();
}
