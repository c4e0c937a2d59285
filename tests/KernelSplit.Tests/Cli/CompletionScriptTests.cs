namespace KernelSplit.Tests.Cli;

/// <summary>What <c>kernelsplit completion</c> prints, in the shells that it is for.</summary>
public sealed class CompletionScriptTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public CompletionScriptTests()
    {
        var program = _directory.Write("bin/kernelsplit", $"#!/bin/sh\nexec dotnet '{Command.Program}' \"$@\"\n");
        Shell.Must("chmod", "+x", program);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Bash_completes_the_name_of_a_command() => Run("bash", "--norc", "-c", """
        source "$1"
        COMP_LINE='kernelsplit sp' COMP_POINT=14 COMP_WORDS=(kernelsplit sp) COMP_CWORD=1
        [[ $(complete -p kernelsplit) =~ ' -F '([^ ]+) ]]
        "${BASH_REMATCH[1]}" kernelsplit sp kernelsplit
        printf '%s\n' "${COMPREPLY[@]}"
        """).ShouldBe(["split"]);

    /// <summary>Its own completion needs a terminal; this is what it calls, and what it is called back with.</summary>
    [Fact]
    public void Zsh_completes_the_name_of_a_command() => Run("zsh", "-f", "-c", """
        compdef() { completer=$1 }
        compadd() { print -rl -- "${(@)@:#-*}" }
        source "$1"
        words=(kernelsplit sp) CURRENT=2 BUFFER='kernelsplit sp' CURSOR=14
        $completer
        """).ShouldBe(["split"]);

    [Fact]
    public void Fish_completes_the_name_of_a_command() =>
        Run("fish", "--no-config", "-c", "source $argv[1]; complete -C 'kernelsplit sp'").ShouldBe(["split"]);

    /// <summary>Then the shell completes files.</summary>
    [Fact]
    public void Bash_is_offered_options_only_where_one_is_begun()
    {
        Run("bash", "--norc", "-c", """
            source "$1"
            COMP_LINE='kernelsplit split ' COMP_POINT=18 COMP_WORDS=(kernelsplit split '') COMP_CWORD=2
            _kernelsplit kernelsplit '' split
            printf '%s\n' "${#COMPREPLY[@]}"
            """).ShouldBe(["0"]);
        Run("bash", "--norc", "-c", """
            source "$1"
            COMP_LINE='kernelsplit split --ma' COMP_POINT=22 COMP_WORDS=(kernelsplit split --ma) COMP_CWORD=2
            _kernelsplit kernelsplit --ma split
            printf '%s\n' "${COMPREPLY[@]}"
            """).ShouldBe(["--map"]);
    }

    [Fact]
    public void Zsh_is_offered_options_only_where_one_is_begun() => Run("zsh", "-f", "-c", """
        compdef() { completer=$1 }
        compadd() { print -rl -- "${(@)@:#-*}" }
        _files() { print files }
        source "$1"
        words=(kernelsplit split '') CURRENT=3 BUFFER='kernelsplit split ' CURSOR=18
        $completer
        """).ShouldBe(["files"]);

    [Fact]
    public void Zsh_says_what_it_needs_first()
    {
        Assert.SkipUnless(Shell.Has("zsh"), "zsh is not installed");
        var script = _directory.Write("script.zsh", Command.Run(_directory.Path, "completion", "zsh").Output);

        Shell.Run("zsh", ["-f", script], _directory.Path).Errors.ShouldContain("compinit");
    }

    /// <summary>A directory is a target only where its name is one.</summary>
    [Theory]
    [InlineData("$(touch PWNED)")]
    [InlineData("`touch PWNED`")]
    [InlineData("own;touch PWNED")]
    [InlineData("-own")]
    [InlineData("own\u001b[2J")]
    public void A_directory_of_any_name_is_no_word_of_the_shells(string name)
    {
        _directory.Write($"fragments/{name}/target.yaml", "summary: Mine\n");
        _directory.Write("fragments/own-target/target.yaml", "summary: Mine\n");

        Complete("bash").ShouldContain("own-target");
        Complete("zsh").ShouldContain("own-target");
        Complete("fish").ShouldContain("own-target");
        Complete("bash").ShouldNotContain(name);
        Complete("zsh").ShouldNotContain(name);
        Complete("fish").ShouldNotContain(name);
        Directory.EnumerateFiles(_directory.Path, "PWNED", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    /// <summary>Whatever the command answers: that it knows no such target is not what keeps the shell safe.</summary>
    [Theory]
    [InlineData("$(touch PWNED)")]
    [InlineData("`touch PWNED`")]
    [InlineData("a;touch${IFS}PWNED")]
    public void What_the_command_answers_is_never_run(string answer)
    {
        var script = _directory.Write("answer", $"#!/bin/sh\ncat <<'END'\nown-target\n{answer}\nEND\n");
        Shell.Must("chmod", "+x", script);
        File.Move(script, Path.Combine(_directory.Path, "bin/kernelsplit"), overwrite: true);

        Complete("bash").ShouldBe(["own-target"]);
        Complete("zsh").ShouldContain("own-target");
        Complete("fish").ShouldContain("own-target");
        Directory.EnumerateFiles(_directory.Path, "PWNED", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    /// <summary><c>kernelsplit targets</c> and TAB.</summary>
    private string[] Complete(string shell) => shell switch
    {
        "bash" => Run("bash", "--norc", "-c", """
            source "$1"
            COMP_LINE='kernelsplit targets ' COMP_POINT=20 COMP_WORDS=(kernelsplit targets '') COMP_CWORD=2
            [[ $(complete -p kernelsplit) =~ ' -F '([^ ]+) ]]
            "${BASH_REMATCH[1]}" kernelsplit '' targets
            printf '%s\n' "${COMPREPLY[@]}"
            """),
        "zsh" => Run("zsh", "-f", "-c", """
            compdef() { completer=$1 }
            compadd() { print -rl -- "${(@)@:#-*}" }
            source "$1"
            words=(kernelsplit targets '') CURRENT=3 BUFFER='kernelsplit targets ' CURSOR=20
            $completer
            """),
        _ => Run("fish", "--no-config", "-c", "source $argv[1]; complete -C 'kernelsplit targets '"),
    };

    private string[] Run(string shell, params string[] arguments)
    {
        Assert.SkipUnless(Shell.Has(shell), $"{shell} is not installed");
        var script = _directory.Write($"script.{shell}", Command.Run(_directory.Path, "completion", shell).Output);

        // A shell's command has its first argument as $0, but fish's.
        string[] call = shell == "fish" ? [.. arguments, script] : [.. arguments, shell, script];
        var ended = Shell.Run(shell, call, _directory.Path, new Dictionary<string, string>
        {
            ["PATH"] = $"{Path.Combine(_directory.Path, "bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = _directory.Path,
            ["DOTNET_CLI_HOME"] = _directory.Path,
        });

        ended.Errors.Trim().ShouldBeEmpty();
        return ended.Lines;
    }
}
