using System.Buffers;

namespace KernelSplit.Kbuild.Probing;

/// <summary>
/// Finds out what the answer to a command follows from. A command counts as understood only when all that it runs are
/// programs whose answers follow from their arguments and files, and when it leaves nothing behind. The rest is always
/// run, in its place and once.
/// </summary>
internal sealed class ProbeInputs
{
    private const int MostScripts = 20;

    private static readonly string[] Reserved =
        ["{", "}", "!", "if", "then", "else", "elif", "fi", "while", "until", "do", "done", "esac"];

    // They change what the shell does next, wait for something or read our standard input.
    private static readonly string[] Builtins =
        [".", "source", "eval", "read", "ulimit", "umask", "wait", "times", "kill", "cd", "getopts", "alias", "mapfile", "readarray", "pwd", "time"];

    private static readonly SearchValues<char> SedFlags = SearchValues.Create("gpI0123456789");

    private readonly ProbeEnvironment _environment;
    private readonly ToolFacts _tools;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _scripts = new(StringComparer.Ordinal);
    private bool _needsPackages;
    private bool _isManaged = true;

    private ProbeInputs(ProbeEnvironment environment, ToolFacts tools) => (_environment, _tools) = (environment, tools);

    /// <summary>The files that an answer follows from, as the command names them; null when that can't be said.</summary>
    public static IReadOnlyCollection<string>? Of(string command, ProbeEnvironment environment, ToolFacts tools)
    {
        var inputs = new ProbeInputs(environment, tools);
        try
        {
            inputs.ReadText(command, null);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // Headers and libraries that nobody names: only package managers tell when they change.
        return inputs._needsPackages && !(inputs._isManaged && ProbeEnvironment.HasPackages) ? null : inputs._files;
    }

    private void ReadText(string text, string? script)
    {
        var shell = new ShellText(text);
        _needsPackages |= shell.IncludesHeaders;
        var locals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in shell.Commands())
            ReadCommand(command, script, locals);
    }

    private void ReadCommand(ShellCommand command, string? script, Dictionary<string, string> locals)
    {
        foreach (var output in command.Outputs)
            Require(IsScratch(output));
        var words = new LinkedList<string>(command.Words);
        foreach (var word in words)
            NoteWord(word, script);
        while (words.First?.Value is { } name)
        {
            words.RemoveFirst();
            if (name is "case" or "for")
                return;
            if (Reserved.Contains(name))
                continue;
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && name.AsSpan(0, equals).IndexOfAnyExceptInRange('0', 'z') < 0)
            {
                Require(name[..equals] is not "PATH" && !name.StartsWith("LD_", StringComparison.Ordinal));
                locals[name[..equals]] = name[(equals + 1)..];
                continue;
            }

            if (name.StartsWith('$') && !name.Contains('/', StringComparison.Ordinal))
            {
                ReadVariable(name[1..], words, command, script, locals);
                return;
            }

            ReadProgram(name, words, command, script, locals);
            return;
        }
    }

    private void ReadVariable(string name, LinkedList<string> words, ShellCommand command, string? script, Dictionary<string, string> locals)
    {
        if (name is "@" or "*" or "1")
        {
            // What the script is called with, which has been looked at.
            CheckCompiler(words, command);
        }
        else if (locals.TryGetValue(name, out var local) && script is not null && local.StartsWith(ShellCommand.Substitution + "/", StringComparison.Ordinal))
        {
            ReadScript(Sibling(script, local));
        }
        else
        {
            Require(!locals.ContainsKey(name) && _environment.Variables.TryGetValue(name, out _));
            var value = _environment.Variables[name].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Require(value.Length > 0 && !value[0].StartsWith('$'));
            for (var i = value.Length - 1; i > 0; i--)
                words.AddFirst(value[i]);
            ReadProgram(value[0], words, command, script, locals);
        }
    }

    private void ReadProgram(string name, LinkedList<string> words, ShellCommand command, string? script, Dictionary<string, string> locals)
    {
        if (name.StartsWith(ShellCommand.Substitution + "/", StringComparison.Ordinal) && script is not null)
        {
            ReadScript(Sibling(script, name));
            NoteProgramsAmong(words);
            return;
        }

        Require(!name.Contains('$', StringComparison.Ordinal) && !Builtins.Contains(name));
        if (name == "trap")
        {
            ReadText(words.First?.Value ?? "", script);
            return;
        }

        if (name.Contains('/', StringComparison.Ordinal) && IsOfTree(_environment.Locate(name)))
        {
            ReadScript(_environment.Locate(name));
            NoteProgramsAmong(words);
            return;
        }

        var kind = ToolKinds.Of(name[(name.LastIndexOf('/') + 1)..]);
        var isFound = NoteProgram(name);
        switch (kind)
        {
            case ToolKind.Unknown:
                // Nothing runs, or a function of the script's, whose commands are looked at like all others.
                Require(!isFound && !name.Contains('/', StringComparison.Ordinal));
                break;
            case ToolKind.Plain:
                CheckTests(name, words);
                break;
            case ToolKind.Filter:
                Require(command.HasInput);
                Require(name != "sed" || words.All(IsHarmlessForSed));
                Require(words.All(word => !word.StartsWith("--output", StringComparison.Ordinal) && (name != "sort" || !word.StartsWith("-o", StringComparison.Ordinal))));
                break;
            case ToolKind.Changer:
                Require(words.All(word => word.StartsWith('-') || IsScratch(word)));
                break;
            case ToolKind.Runner:
                ReadRun(name, words, command, script, locals);
                break;
            case ToolKind.Compiler:
                CheckCompiler(words, command);
                break;
            case ToolKind.Reader:
                Require(command.HasInput || !words.Contains("-"));
                break;
            case ToolKind.Python:
                Require(words is { Count: 2, First.Value: "-c" } && IsImport(words.Last!.Value) && _tools.NotePython(name, _files));
                break;
        }
    }

    private void ReadRun(string name, LinkedList<string> words, ShellCommand command, string? script, Dictionary<string, string> locals)
    {
        if (name == "command" && words.First?.Value is "-v" or "-V")
        {
            NoteProgramsAmong(words);
            return;
        }

        while (words.First?.Value is { } word && word.Contains('=', StringComparison.Ordinal) && name == "env")
        {
            // A tool of that name is looked at where it is called, as the environment has it.
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            Require(_environment.Variables.GetValueOrDefault(word[..equals]) == word[(equals + 1)..]);
            words.RemoveFirst();
        }

        Require(words.First is not null && !words.First.Value.StartsWith('-'));
        var next = words.First!.Value;
        words.RemoveFirst();
        if (next.StartsWith('$'))
            ReadVariable(next[1..], words, command, script, locals);
        else
            ReadProgram(next, words, command, script, locals);
    }

    private void ReadScript(string path)
    {
        _files.Add(path);
        if (!_scripts.Add(path) || FileState.Of(path) == FileState.Missing)
            return;
        Require(_scripts.Count <= MostScripts);
        var text = File.ReadAllText(path);
        Require(text.StartsWith("#!/bin/sh", StringComparison.Ordinal) || text.StartsWith("#!/bin/bash", StringComparison.Ordinal)
            || text.StartsWith("#!/usr/bin/env bash", StringComparison.Ordinal));
        NoteProgram("sh");
        NoteProgram("bash");
        NoteProgram("env");
        ReadText(text, path);
    }

    /// <summary>A script is called with the tools that it is about.</summary>
    private void NoteProgramsAmong(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (word.StartsWith('-') || word.StartsWith('$'))
                continue;
            Require(!NoteProgram(word) || ToolKinds.Of(word[(word.LastIndexOf('/') + 1)..]) is not (ToolKind.Unknown or ToolKind.Python or ToolKind.Changer));
        }
    }

    /// <returns>Whether there is such a program.</returns>
    private bool NoteProgram(string name)
    {
        var programs = name.Contains('/', StringComparison.Ordinal) ? [_environment.Locate(name)] : _environment.Programs(name);
        foreach (var program in programs)
        {
            if (!FileState.IsProgram(program))
                continue;
            _files.Add(program);
            // A script would have to be understood, too, and a program that goes by many names decides who knows how.
            Require(IsOfTree(program) || _tools.IsPlainProgram(program));
            _isManaged &= ToolFacts.IsManaged(program);
            _tools.NoteHelpers(program, _files);
        }

        return programs.Any(FileState.IsProgram);
    }

    private void NoteWord(string word, string? script)
    {
        if (script is not null && word.StartsWith(ShellCommand.Substitution + "/", StringComparison.Ordinal))
            _files.Add(Sibling(script, word));
        foreach (var part in word.Split('=', ','))
        {
            Require(!part.StartsWith("/proc", StringComparison.Ordinal) && !part.StartsWith("/sys", StringComparison.Ordinal));
            Require(!part.StartsWith("/dev/", StringComparison.Ordinal) || part == "/dev/null");
            if (part.Length > 0 && part[0] != '-' && part[0] != '/' && part.Length < 200 && part.All(IsOfName))
                _files.Add(part);
            else if (part.StartsWith('/') && part != "/dev/null" && part.All(IsOfName))
                _files.Add(part);
        }

        for (var at = word.IndexOf('$', StringComparison.Ordinal); at >= 0; at = word.IndexOf('$', at + 1))
        {
            var end = at + 1;
            while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_'))
                end++;
            Require(!ProbeEnvironment.IsUnsteady(word[(at + 1)..end]) && (end > word.Length - 1 || word[end] != '$' || IsScratch(word)));
        }
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or '~' or ':' or '@' or '%';

    private void CheckTests(string name, LinkedList<string> words)
    {
        if (name is not ("test" or "["))
            return;
        for (var word = words.First; word?.Next is not null; word = word.Next)
        {
            if (word.Value.Length != 2 || word.Value[0] != '-' || !"edfrswxhLGOSbcgkpu".Contains(word.Value[1], StringComparison.Ordinal))
                continue;
            var tested = word.Next.Value;
            Require(tested.IndexOfAny(['*', '?']) < 0);
            // A file that the command finds itself: only package managers tell when that comes or goes.
            _needsPackages |= tested.Contains('$', StringComparison.Ordinal) && tested != ShellCommand.Substitution;
        }
    }

    private static void CheckCompiler(LinkedList<string> words, ShellCommand command)
    {
        var says = false;
        var output = (string?)null;
        for (var word = words.First; word is not null; word = word.Next)
        {
            var text = word.Value;
            Require(text != "-" || command.HasInput);
            Require(!text.StartsWith('@') && !text.StartsWith("-I", StringComparison.Ordinal) && !text.StartsWith("-L", StringComparison.Ordinal));
            Require(!(text.StartsWith("-B", StringComparison.Ordinal) || text.StartsWith("-T", StringComparison.Ordinal)) || (text.Length > 2 && !text.Contains('/', StringComparison.Ordinal)));
            Require(!text.StartsWith("-include", StringComparison.Ordinal) && !text.StartsWith("-isystem", StringComparison.Ordinal)
                && !text.StartsWith("--sysroot", StringComparison.Ordinal) && !text.StartsWith("-M", StringComparison.Ordinal)
                && !text.StartsWith("-save", StringComparison.Ordinal) && !text.StartsWith("-specs", StringComparison.Ordinal));
            says |= text is "-v" or "-V" or "-E" or "--version" or "--help" || text.StartsWith("-print", StringComparison.Ordinal)
                || text.StartsWith("--print", StringComparison.Ordinal) || text.StartsWith("-dump", StringComparison.Ordinal);
            if (text == "-o" && word.Next is not null)
                output = word.Next.Value;
        }

        // objcopy and its kin name what they write at the end.
        output ??= says ? "-" : words.Last?.Value ?? "";
        Require(output is "-" or "/dev/null" || IsScratch(output));
    }

    /// <summary><c>$(dirname $0)/name</c>.</summary>
    private static string Sibling(string script, string word) => Path.Combine(Path.GetDirectoryName(script)!, Path.GetFileName(word));

    private bool IsOfTree(string path) =>
        _environment.Source is { } source && Path.GetFullPath(path).StartsWith(source + "/", StringComparison.Ordinal);

    /// <summary>A file that the command makes for itself and removes.</summary>
    private static bool IsScratch(string word) =>
        word is "/dev/null" || (word.Contains('$', StringComparison.Ordinal) && word.Contains("tmp", StringComparison.OrdinalIgnoreCase));

    /// <summary>An option, or a substitution without flags that write or run.</summary>
    private static bool IsHarmlessForSed(string word)
    {
        if (word is "-n" or "-E" or "-r" or "-nE" or "-ne" or "-e")
            return true;
        var command = word.AsSpan().TrimStart("0123456789");
        return command.Length > 2 && command[0] == 's' && !command.ContainsAny('\n', ';', '}')
            && !command[(command.LastIndexOf(command[1]) + 1)..].ContainsAnyExcept(SedFlags);
    }

    private static bool IsImport(string code) =>
        code.StartsWith("import ", StringComparison.Ordinal) && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ',' or ' ');

    private static void Require(bool isUnderstood)
    {
        if (!isUnderstood)
            throw new FormatException();
    }
}
