using System.Diagnostics;

namespace KernelSplit.Benchmarks;

/// <summary>A whole process, timed by the clock on the wall.</summary>
internal sealed class TimedCommand(string program, IReadOnlyList<string> arguments)
{
    /// <summary>Where it may keep things.</summary>
    public string? Cache { get; init; }

    /// <summary>Where it runs.</summary>
    public string Folder { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>The whole environment; ours when null.</summary>
    public Dictionary<string, string>? Environment { get; init; }

    /// <summary>Whether ending with 1, which means findings, is fine.</summary>
    public bool MayFind { get; init; }

    /// <summary>One run that doesn't count, so that all later ones find files in memory.</summary>
    public static void Warm(params TimedCommand[] commands)
    {
        foreach (var command in commands)
            command.Run();
    }

    /// <summary>What a program prints.</summary>
    public static string Output(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd();
    }

    /// <returns>Seconds.</returns>
    public double Run()
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        if (Environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in Environment)
                start.Environment[name] = value;
        }

        if (Cache is not null)
            start.Environment["XDG_CACHE_HOME"] = Cache;
        var time = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0 && !(MayFind && process.ExitCode == 1))
            throw new MissingException(
                $"{program} {string.Join(' ', arguments)}: ended with exit code {process.ExitCode}\n{errors.Result}");
        return time.Elapsed.TotalSeconds;
    }
}
