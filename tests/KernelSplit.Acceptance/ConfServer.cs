using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>A kernel's conf that has read all Kconfig files and goes on from there as often as it is told to (conf-shim.c).</summary>
internal sealed class ConfServer : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public ConfServer(string conf, string[] arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(conf, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["CONF_SERVER"] = "1";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>
    /// Goes on in a folder; its output and errors are files next to the folder. What it said before isn't in there. When
    /// it crashed or didn't end, the exit code is the signal's number below zero, and what it printed is not read.
    /// </summary>
    public Ended Run(string folder)
    {
        _process.StandardInput.WriteLine(folder);
        _process.StandardInput.Flush();
        var status = _process.StandardOutput.ReadLine();
        status.ShouldNotBeNull(_errors.ToString());
        var exitCode = int.Parse(status, CultureInfo.InvariantCulture);
        return exitCode < 0 ? new Ended(exitCode, "", "") : new Ended(exitCode, Text("output"), Text("errors"));

        string Text(string name) => File.ReadAllText(Path.Combine(folder, "..", name), Encoding.Latin1);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
