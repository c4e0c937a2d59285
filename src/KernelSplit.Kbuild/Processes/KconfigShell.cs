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
        using var process = Start(command, environment, directory, keepsErrors: false);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>Runs a command that has no input, and keeps its errors, too.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    public static string Run(string command, IReadOnlyDictionary<string, string> environment, string directory, out string errors)
    {
        using var process = Start(command, environment, directory, keepsErrors: true);
        var saying = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        errors = saying.GetAwaiter().GetResult();
        process.WaitForExit();
        return output;
    }

    private static Process Start(string command, IReadOnlyDictionary<string, string> environment, string directory, bool keepsErrors)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
            RedirectStandardError = keepsErrors,
        };
        if (keepsErrors)
            start.StandardErrorEncoding = Encoding.Latin1;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(command)));
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
