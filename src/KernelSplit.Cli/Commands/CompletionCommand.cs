using System.CommandLine;
using KernelSplit.Cli.Output;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit completion</c>: a shell's completion script, which asks the command itself.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _kernelsplit() {
                local word
                COMPREPLY=()
                # Neither compgen -W, which expands its words, nor a word that the command line would expand.
                while IFS= read -r word; do
                    # Where an option isn't begun, a file may be meant.
                    [[ $word == -* && ${COMP_WORDS[COMP_CWORD]} != -* ]] && continue
                    [[ $word == "${COMP_WORDS[COMP_CWORD]}"* && $word != *[!A-Za-z0-9_./:+,=@%-]* ]] && COMPREPLY+=("$word")
                done < <("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            }
            complete -o default -F _kernelsplit kernelsplit ./kernelsplit
            """,
        ["fish"] = """
            complete -c kernelsplit -a '(kernelsplit "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
            """,
        ["zsh"] = """
            #compdef kernelsplit
            _kernelsplit() {
                local -a found
                found=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                # Where an option isn't begun, a file may be meant.
                [[ ${words[CURRENT]} == -* ]] || found=(${found:#-*})
                (( $#found )) && compadd -- $found || _files
            }
            if [[ ${funcstack[1]} == _kernelsplit ]]; then
                _kernelsplit "$@"
            elif (( $+functions[compdef] )); then
                compdef _kernelsplit kernelsplit
            else
                print -u2 'kernelsplit: completion needs "autoload -U compinit && compinit" first'
            fi
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, fish or zsh" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new DocumentedCommand("completion", "Print a completion script for a shell.", """
            Examples:
              source <(kernelsplit completion bash)
              kernelsplit completion fish > ~/.config/fish/completions/kernelsplit.fish
            """)
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCode.Fine;
        });
        return command;
    }
}
