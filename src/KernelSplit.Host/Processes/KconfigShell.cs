using System.Diagnostics;
using System.Text;
using CliWrap;

namespace KernelSplit.Host.Processes;

/// <summary>Answers the <c>$(shell,...)</c> of Kconfig files.</summary>
public static class KconfigShell
{
    /// <summary>
    /// Runs a command with <c>/bin/sh -c</c> and returns its output, one char per byte. It inherits stdin and
    /// stderr, and its exit status is ignored, as in scripts/kconfig/preprocess.c.
    /// </summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    public static string Run(string command, IReadOnlyDictionary<string, string> environment, string directory) =>
        Run(command, environment, directory, start =>
        {
            start.RedirectStandardInput = false;
            start.RedirectStandardError = false;
        }).Output;

    /// <summary>Runs a command with empty stdin and also returns its stderr and exit code.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    public static (string Output, string Errors, int ExitCode) RunWithoutInput(
        string command, IReadOnlyDictionary<string, string> environment, string directory) =>
        Run(command, environment, directory, _ => { });

    private static (string Output, string Errors, int ExitCode) Run(
        string command,
        IReadOnlyDictionary<string, string> environment,
        string directory,
        Action<ProcessStartInfo> configure)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var running = Cli.Wrap("/bin/sh")
            .WithArguments(["-c", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(command))])
            .WithWorkingDirectory(directory)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStream(errors))
            .ExecuteAsync(start =>
            {
                start.Environment.Clear();
                foreach (var (name, value) in environment)
                    start.Environment[name] = value;
                configure(start);
            });
        var exitCode = running.Task.GetAwaiter().GetResult().ExitCode;
        return (Encoding.Latin1.GetString(output.ToArray()), Encoding.Latin1.GetString(errors.ToArray()), exitCode);
    }
}
