using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace KernelSplit.Cli.Output;

/// <summary>Shows on standard error what is going on: a moving line on a terminal, a line now and then elsewhere.</summary>
internal sealed class Stages
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    private readonly Lazy<IAnsiConsole> _console = new(() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <summary>Runs one stage.</summary>
    /// <param name="name">One word.</param>
    /// <param name="work">Gets a place to report to; its result's second part is what the stage's closing line says.</param>
    public async Task<T> Run<T>(string name, Func<StageProgress, Task<(T Result, string Closing)>> work)
    {
        var time = Stopwatch.StartNew();
        var (result, closing) = Console.IsErrorRedirected ? await work(PlainProgress(name)) : await Live(name, work);
        Close(name, time, closing);
        return result;
    }

    /// <summary>The same for a stage that works on this thread.</summary>
    public T Run<T>(string name, Func<StageProgress, (T Result, string Closing)> work) where T : class =>
        Console.IsErrorRedirected
            ? RunPlain(name, work)
            : Run(name, stage => Task.Run(() => work(stage))).GetAwaiter().GetResult();

    private static T RunPlain<T>(string name, Func<StageProgress, (T Result, string Closing)> work)
    {
        var time = Stopwatch.StartNew();
        var (result, closing) = work(PlainProgress(name));
        Close(name, time, closing);
        return result;
    }

    private static void Close(string name, Stopwatch time, string closing)
    {
        var seconds = time.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Console.Error.WriteLine($"  {name,-8} {seconds,6} s  {closing}");
    }

    private static StageProgress PlainProgress(string name)
    {
        var sinceLine = Stopwatch.StartNew();
        return new StageProgress((done, total, text) =>
        {
            if (sinceLine.Elapsed < BetweenLines)
                return;
            sinceLine.Restart();
            var count = total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{done}/{total} ") : "";
            Console.Error.WriteLine($"  {name,-8} ...       {count}{text}");
        });
    }

    private async Task<T> Live<T>(string name, Func<StageProgress, Task<T>> work) => await _console.Value
        .Progress()
        .AutoClear(true)
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var task = context.AddTask(name);
            task.IsIndeterminate = true;
            return await work(new StageProgress((done, total, text) =>
            {
                task.Description = Markup.Escape($"{name}: {Shorten(text)}");
                task.IsIndeterminate = total == 0;
                task.MaxValue = Math.Max(1, total);
                task.Value = done;
            }));
        });

    private static string Shorten(string text) => text.Length <= 50 ? text : string.Concat("...", text.AsSpan(text.Length - 47));
}

/// <summary>Where a stage says how far it is.</summary>
internal sealed class StageProgress(Action<int, int, string> show)
{
    // rpmbuild names a package's thousand Provides in one.
    private const int LongestLine = 200;

    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps there are, 0 when unknown.</param>
    /// <param name="text">What is being done.</param>
    public void Report(int done, int total, string text) => show(done, total, text);

    /// <summary>A line that a tool printed.</summary>
    public void Line(string line)
    {
        if (line.Any(char.IsLetter))
            show(0, 0, line.Length <= LongestLine ? line.Trim() : string.Concat(line.AsSpan(0, LongestLine), "..."));
    }
}
