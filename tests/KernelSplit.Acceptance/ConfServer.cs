using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's conf that has read all Kconfig files and goes on from there as often as it is told to (conf-shim.c).
/// </summary>
internal sealed class ConfServer : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public ConfServer(
        ShimmedConf conf, string[] arguments, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = conf.Start(arguments, directory, environment);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.Environment["CONF_SHIM_SERVER"] = "1";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>
    /// Goes on in a directory; its output and errors are files next to the directory. What it said before isn't in
    /// there. When it crashed or took too long, the exit code is below zero, and what it printed is not read.
    /// </summary>
    public Ended Run(string directory)
    {
        _process.StandardInput.WriteLine(directory);
        _process.StandardInput.Flush();
        var status = _process.StandardOutput.ReadLine();
        status.ShouldNotBeNull(_errors.ToString());
        var exitCode = int.Parse(status, CultureInfo.InvariantCulture);
        return exitCode < 0 ? new Ended(exitCode, "", "") : ShimmedConf.EndedIn(directory, exitCode);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
