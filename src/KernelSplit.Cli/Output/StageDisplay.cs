using System.Diagnostics;
using System.Globalization;
using KernelSplit.Foundation;
using Spectre.Console;

namespace KernelSplit.Cli.Output;

/// <summary>
/// Shows progress on standard error: a moving line on a terminal, an occasional line elsewhere.
/// </summary>
internal sealed class StageDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    private readonly Lazy<IAnsiConsole> _console = new(() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = TerminalOutput.StandardError }));

    private readonly Stopwatch _sinceLine = new();
    private TaskCompletionSource? _end;
    private Task _live = Task.CompletedTask;
    private ProgressTask? _bar;

    public void Show(StageReport report)
    {
        switch (report.State)
        {
            case StageState.Started when Console.IsErrorRedirected:
                _sinceLine.Restart();
                break;
            case StageState.Started:
                Start(report.Stage);
                break;
            case StageState.Notice when _end is not null:
                _console.Value.WriteLine($"  {report.Stage,-8} {PlainText.Of(report.Text)}");
                break;
            case StageState.Notice:
                Console.Error.WriteLine($"  {report.Stage,-8} {PlainText.Of(report.Text)}");
                break;
            case StageState.Working when _bar is { } bar:
                bar.Description = Markup.Escape(PlainText.Of($"{report.Stage}: {Shorten(report.Text)}"));
                bar.IsIndeterminate = report.Total == 0;
                bar.MaxValue = Math.Max(1, report.Total);
                bar.Value = report.Done;
                break;
            case StageState.Working:
                Print(report);
                break;
            default:
                End(report);
                break;
        }
    }

    private void Start(string name)
    {
        var end = _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _live = _console.Value
            .Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                _bar = context.AddTask(Markup.Escape(name));
                _bar.IsIndeterminate = true;
                return end.Task;
            });
    }

    private void Print(StageReport report)
    {
        if (_sinceLine.Elapsed < BetweenLines)
            return;
        _sinceLine.Restart();
        var count = report.Total > 0 ? string
            .Create(CultureInfo.InvariantCulture, $"{report.Done}/{report.Total} ") : "";
        Console.Error.WriteLine($"  {report.Stage,-8} ...       {count}{PlainText.Of(report.Text)}");
    }

    private void End(StageReport report)
    {
        _bar = null;
        _end?.SetResult();
        _end = null;
        _live.GetAwaiter().GetResult();
        if (report.State == StageState.Failed)
            return;
        var seconds = report.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Console.Error.WriteLine($"  {report.Stage,-8} {seconds,6} s  {PlainText.Of(report.Text)}");
    }

    private static string Shorten(string text) =>
        text.Length <= 50 ? text : string.Concat("...", text.AsSpan(text.Length - 47));
}
