using System.Diagnostics;
using System.Text;

namespace KernelSplit.Kbuild.Processes;

/// <summary>Answers the <c>$(shell,...)</c> of Kconfig files.</summary>
public static class KconfigShell
{
    /// <summary>
    /// Runs a command with <c>/bin/sh -c</c> and returns its output, one char a byte. Its errors go where ours go, its
    /// exit status doesn't matter, as in scripts/kconfig/preprocess.c.
    /// </summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    public static string Run(string command, IReadOnlyDictionary<string, string> environment, string directory)
    {
        using var process = Start(command, environment, directory, isProbe: false);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>Runs a command that finds no input, and keeps its errors and how it ended, too.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    public static (string Output, string Errors, int ExitCode) RunWithoutInput(
        string command, IReadOnlyDictionary<string, string> environment, string directory)
    {
        using var process = Start(command, environment, directory, isProbe: true);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.GetAwaiter().GetResult(), process.ExitCode);
    }

    private static Process Start(string command, IReadOnlyDictionary<string, string> environment, string directory, bool isProbe)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
            RedirectStandardInput = isProbe,
            RedirectStandardError = isProbe,
        };
        if (isProbe)
            start.StandardErrorEncoding = Encoding.Latin1;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(command)));
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
