using System.Text;
using Medallion.Shell;

namespace KernelSplit.Kbuild.Processes;

/// <summary>The one place that starts programs.</summary>
public static class Tool
{
    private const int LinesKept = 20;
    private static readonly TimeSpan GraceAfterCancel = TimeSpan.FromSeconds(10);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="onLine">Gets every line of output and of errors as it comes; calls don't overlap.</param>
    /// <param name="cancellation">Asks the program to stop, and ends it when it doesn't within ten seconds.</param>
    /// <returns>The exit code, when <see cref="ToolCall.MayFail"/> is set or it is 0.</returns>
    /// <exception cref="ToolFailedException">The program ended with another exit code.</exception>
    /// <exception cref="MissingToolException">There is no such program.</exception>
    public static async Task<int> Run(ToolCall call, Action<string>? onLine, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var last = new Queue<string>();
        using var command = Start(call);
        command.StandardInput.Dispose();
        // Read on a thread of its own: the line sequence blocks until the program says something.
        var reading = Task.Run(() =>
        {
            foreach (var line in command.GetOutputAndErrorLines())
            {
                if (last.Count == LinesKept)
                    last.Dequeue();
                last.Enqueue(line);
                onLine?.Invoke(line);
            }
        }, CancellationToken.None);
        using var stop = cancellation.Register(() => Stop(command, reading));
        await reading;

        var exitCode = (await command.Task).ExitCode;
        cancellation.ThrowIfCancellationRequested();
        return exitCode == 0 || call.MayFail ? exitCode : throw new ToolFailedException(call, exitCode, [.. last]);
    }

    /// <summary>Runs a program and returns what it printed to standard output; errors go into the exception only.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public static async Task<string> Output(ToolCall call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var command = Start(call);
        command.StandardInput.Dispose();
        using var stop = cancellation.Register(() => Stop(command, command.Task));
        var result = await command.Task;
        cancellation.ThrowIfCancellationRequested();
        return result.Success || call.MayFail
            ? result.StandardOutput
            : throw new ToolFailedException(call, result.ExitCode, result.StandardError.Split('\n')[..^1]);
    }

    private static Command Start(ToolCall call)
    {
        if (ProgramPath.Find(call.Program) is not { } program)
            throw new MissingToolException(call.Program);
        return Command.Run(program, call.Arguments, options => options
            .WorkingDirectory(call.Directory ?? Environment.CurrentDirectory)
            .EnvironmentVariable("LC_ALL", "C")
            .EnvironmentVariables(call.Environment)
            .Encoding(new UTF8Encoding(false)));
    }

    /// <summary>Asks the program and all that it started to end, and ends what is left after a while.</summary>
    private static async void Stop(Command command, Task ended)
    {
        if (ended.IsCompleted)
            return;
        var tree = ProcessTree.Of(command.ProcessId);
        tree.AskToEnd();
        if (await Task.WhenAny(ended, Task.Delay(GraceAfterCancel)) != ended)
            tree.End();
    }
}
