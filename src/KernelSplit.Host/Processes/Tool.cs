using System.Text;
using CliWrap;

namespace KernelSplit.Host.Processes;

/// <summary>Starts programs.</summary>
public static class Tool
{
    private const int LinesKept = 20;
    private static readonly TimeSpan GraceAfterCancel = TimeSpan.FromSeconds(10);
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="onLine">Gets every line of output and of errors as it comes; calls don't overlap.</param>
    /// <param name="cancellation">Asks the program to stop, and ends it when it doesn't within ten seconds.</param>
    /// <returns>The exit code, when <see cref="ToolCall.MayFail"/> is set or it is 0.</returns>
    /// <exception cref="ToolFailedException">The program ended with another exit code.</exception>
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

    /// <summary>Runs a program and returns its standard output; errors go into the exception only.</summary>
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
                foreach (var (name, value) in call.Environment)
                    variables.Set(name, value);
            })
            .WithStandardInputPipe(call.Input is { } input ? PipeSource.FromStream(input) : PipeSource.Null)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(errors);
        // Not CliWrap's own cancellation: that interrupts the program alone or kills it with its children at once.
        var running = command.ExecuteAsync(CancellationToken.None);
        using var stop = cancellation.Register(() => Stop(running.ProcessId, running.Task));
        var result = await running;
        cancellation.ThrowIfCancellationRequested();
        return result.ExitCode;
    }

    /// <summary>Asks the program and all that it started to end, and ends what is left after a while.</summary>
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
