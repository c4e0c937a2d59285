using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's own conf with conf-shim.c loaded, which runs each command once at most and limits processor time and
/// output. conf is started by itself: a shell or timeout(1) before it would get the shim in its place.
/// </summary>
/// <param name="source">The top of a kernel's source.</param>
/// <param name="answers">The directory of <see cref="ShellAnswers"/>; when null, no command is run.</param>
/// <param name="limits">When it is ended.</param>
internal sealed class ShimmedConf(string source, string? answers, ConfLimits limits)
{
    private const int FirstSignal = 128;

    private readonly BuiltConf _built = BuiltConf.Of(source);

    /// <summary>What starts conf.</summary>
    /// <param name="arguments">conf's.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="environment">All of it, apart from what tells the shim what to do.</param>
    public ProcessStartInfo Start(
        IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(_built.Conf, arguments) { WorkingDirectory = directory };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["LD_PRELOAD"] = _built.Shim;
        start.Environment["CONF_SHIM_SECONDS"] = limits.Seconds.ToString(CultureInfo.InvariantCulture);
        start.Environment["CONF_SHIM_BYTES"] = limits.Bytes.ToString(CultureInfo.InvariantCulture);
        if (answers is not null)
            start.Environment["CONF_SHIM_ANSWERS"] = answers;
        return start;
    }

    /// <summary>
    /// Runs conf; what it prints goes to files next to the directory. When it crashed or took too long, the exit code
    /// is below zero and nothing is read.
    /// </summary>
    public Ended Run(IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment)
    {
        File.Delete(PathOf(directory, "output"));
        using var process = Process.Start(Start(arguments, directory, environment))!;
        process.WaitForExit();
        File.Exists(PathOf(directory, "output")).ShouldBeTrue("conf ran without the shim");
        return process.ExitCode >= FirstSignal
            ? new Ended(FirstSignal - process.ExitCode, "", "")
            : EndedIn(directory, process.ExitCode);
    }

    /// <summary>What a run in a directory printed.</summary>
    public static Ended EndedIn(string directory, int exitCode) =>
        new(exitCode, TextOf(directory, "output"), TextOf(directory, "errors"));

    private static string TextOf(string directory, string name) =>
        File.ReadAllText(PathOf(directory, name), Encoding.Latin1);

    private static string PathOf(string directory, string name) => Path.Combine(directory, "..", name);
}
