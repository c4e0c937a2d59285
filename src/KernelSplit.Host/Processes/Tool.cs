using System.Collections.Concurrent;
using System.Text;
using CliWrap;

namespace KernelSplit.Host.Processes;

/// <summary>Runs programs.</summary>
public static class Tool
{
    private const int LinesKept = 20;
    private static readonly TimeSpan GraceAfterCancel = TimeSpan.FromSeconds(10);
    private static readonly UTF8Encoding Utf8 = new(false);
    private static readonly ConcurrentDictionary<int, int> Running = new();

    /// <summary>Set in the environment of programs, to another value in each run.</summary>
    public const string RunVariable = OrphanWatch.Variable;

    /// <summary>Whether a program is running.</summary>
    public static bool IsAnyRunning => !Running.IsEmpty;

    /// <summary>Kills all programs with what they have started.</summary>
    internal static void KillAll()
    {
        foreach (var process in Running.Keys)
            ProcessTree.Halt(process).End();
    }

    /// <summary>Runs a program and waits for it.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="onLine">Gets every line of stdout and stderr as it comes; calls don't overlap.</param>
    /// <param name="cancellation">Terminates the program, and kills it if it still runs after ten seconds.</param>
    /// <returns>The exit code: 0 unless <see cref="ToolCall.MayFail"/> is set.</returns>
    /// <exception cref="ToolFailedException">The exit code isn't 0.</exception>
    /// <exception cref="MissingToolException">There is no such program.</exception>
    public static async Task<int> Run(ToolCall call, Action<string>? onLine, CancellationToken cancellation)
    {
        var last = new Queue<string>();
        var lines = PipeTarget.ToDelegate(line =>
        {
            lock (last)
            {
                if (last.Count == LinesKept)
                    last.Dequeue();
                last.Enqueue(line);
                onLine?.Invoke(line);
            }
        }, Utf8);
        var exitCode = await Execute(call, lines, lines, cancellation);
        return exitCode == 0 || call.MayFail ? exitCode : throw new ToolFailedException(call, exitCode, [.. last]);
    }

    /// <summary>Runs a program and returns its stdout; stderr only appears in the exception.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public static async Task<string> Output(ToolCall call, CancellationToken cancellation)
    {
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var exitCode = await Execute(
            call, PipeTarget.ToStringBuilder(output, Utf8), PipeTarget.ToStringBuilder(errors, Utf8), cancellation);
        return exitCode == 0 || call.MayFail
            ? output.ToString()
            : throw new ToolFailedException(call, exitCode, errors.ToString().Split('\n')[..^1]);
    }

    private static async Task<int> Execute(
        ToolCall call, PipeTarget output, PipeTarget errors, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (ProgramPath.Find(call.Program) is not { } program)
            throw new MissingToolException(call.Program);
        var command = Cli.Wrap(program)
            .WithArguments(call.Arguments)
            .WithWorkingDirectory(call.Directory ?? Environment.CurrentDirectory)
            .WithEnvironmentVariables(variables =>
            {
                variables.Set("LC_ALL", "C");
                if (!call.MayOutliveUs)
                    variables.Set(OrphanWatch.Variable, OrphanWatch.Id);
                foreach (var (name, value) in call.Environment)
                    variables.Set(name, value);
            })
            .WithStandardInputPipe(call.Input is { } input ? PipeSource.FromStream(input) : PipeSource.Null)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(errors);
        // Not CliWrap's own cancellation: it interrupts only the program, or kills it with its children immediately.
        var running = command.ExecuteAsync(CancellationToken.None);
        Running[running.ProcessId] = running.ProcessId;
        using var stop = cancellation.Register(() => Stop(running.ProcessId, running.Task));
        CommandResult result;
        try
        {
            result = await running;
        }
        finally
        {
            Running.TryRemove(running.ProcessId, out _);
        }

        cancellation.ThrowIfCancellationRequested();
        return result.ExitCode;
    }

    /// <summary>Terminates the program and its descendants, and kills what still runs after the grace period.</summary>
    private static async void Stop(int process, Task ended)
    {
        if (ended.IsCompleted)
            return;
        var tree = ProcessTree.Halt(process);
        tree.AskToEnd();
        if (await Task.WhenAny(ended, Task.Delay(GraceAfterCancel)) != ended)
            tree.End();
    }
}
