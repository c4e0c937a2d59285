using System.Diagnostics;

namespace KernelSplit.Foundation;

/// <summary>Runs the stages of a command and reports each from its start to its end.</summary>
/// <param name="show">Gets the reports, from whatever thread a stage works on.</param>
public sealed class Stages(Action<StageReport> show)
{
    /// <summary>Runs one stage.</summary>
    /// <param name="name">One word.</param>
    /// <param name="work">Its result's second part is what the stage's closing line says.</param>
    public async Task<T> Run<T>(string name, Func<StageProgress, Task<(T Result, string Closing)>> work)
    {
        var time = Stopwatch.StartNew();
        show(new StageReport(name, StageState.Started));
        try
        {
            var (result, closing) = await work(new StageProgress(name, show));
            show(new StageReport(name, StageState.Finished, closing) { Elapsed = time.Elapsed });
            return result;
        }
        catch
        {
            show(new StageReport(name, StageState.Failed) { Elapsed = time.Elapsed });
            throw;
        }
    }

    /// <summary>The same for a stage that works on this thread.</summary>
    public T Run<T>(string name, Func<StageProgress, (T Result, string Closing)> work)
        where T : class =>
        Run(name, progress => Task.FromResult(work(progress))).GetAwaiter().GetResult();
}
