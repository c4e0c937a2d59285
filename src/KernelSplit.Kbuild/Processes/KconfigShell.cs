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
    public static string Run(string command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.Latin1 };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(command)));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
