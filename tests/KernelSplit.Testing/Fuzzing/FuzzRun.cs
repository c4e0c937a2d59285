using System.Diagnostics;
using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Testing.Fuzzing;

/// <summary>
/// Reads damaged inputs. Each must give a tree or an <see cref="InvalidInputException"/>, soon, in little memory, and
/// every diagnostic must name a file and be fit for a terminal.
/// </summary>
internal sealed class FuzzRun(FuzzCorpus corpus) : IDisposable
{
    private const long MostMemory = 768L << 20;

    private readonly TempDirectory _directory = new();
    private long _memoryBefore;

    /// <summary>How many inputs gave a tree, and how many were refused.</summary>
    public (int Trees, int Refused) Outcomes { get; private set; }

    /// <summary>Goes through inputs from a seed on, until one fails or there is no more time.</summary>
    /// <param name="seed">The first one's.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="time">For all of them; null for as long as it takes.</param>
    /// <returns>The seed after the last one.</returns>
    public int Run(int seed, int count, TimeSpan? time = null)
    {
        _memoryBefore = PeakMemory(reset: true);
        var clock = Stopwatch.StartNew();
        for (; count > 0 && !(clock.Elapsed >= time); count--, seed++)
            Try(seed);
        return seed;
    }

    public void Dispose() => _directory.Dispose();

    private void Try(int seed)
    {
        var input = corpus.Make(seed);
        var path = Write(input);
        var read = input.IsModule ? _directory.Path : path;
        try
        {
            var reading = Task.Run(() => ReadDiagnostics(read, seed % 2 == 0 ? ModuleDetail.Code : ModuleDetail.Facts));
            if (!((IAsyncResult)reading).AsyncWaitHandle.WaitOne(Effort.Patience))
                throw new TimeoutException($"not read after {Effort.Patience}");
            Check(reading.GetAwaiter().GetResult());
            var memory = PeakMemory(reset: false) - _memoryBefore;
            if (memory > MostMemory)
                throw new InsufficientMemoryException($"{memory >> 20} MiB of memory");
        }
        catch (Exception e)
        {
            var saved = Path.Combine(Path.GetTempPath(), $"kernelsplit-fuzz-{seed}-{Path.GetFileName(path)}");
            File.Copy(path, saved, overwrite: true);
            throw new InvalidOperationException($"seed {seed}, saved as {saved}: {e.Message}", e);
        }
        File.Delete(path);
    }

    private string Write(FuzzInput input)
    {
        var path = Path.GetFullPath(Path.Combine(_directory.Path, input.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input.Content);
        return path;
    }

    private IReadOnlyList<Diagnostic> ReadDiagnostics(string input, ModuleDetail detail)
    {
        try
        {
            var diagnostics = ModuleTreeReader.Read([input], detail: detail).Diagnostics;
            Outcomes = (Outcomes.Trees + 1, Outcomes.Refused);
            return diagnostics;
        }
        catch (InvalidInputException e)
        {
            Outcomes = (Outcomes.Trees, Outcomes.Refused + 1);
            return e.Diagnostics;
        }
    }

    private void Check(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            diagnostic.File.ShouldStartWith(_directory.Path);
            diagnostic.ToString().Any(char.IsControl).ShouldBeFalse();
        }
    }

    /// <summary>The most that the process has had resident, in bytes (proc(5), VmHWM and clear_refs).</summary>
    private static long PeakMemory(bool reset)
    {
        if (reset)
            File.WriteAllText("/proc/self/clear_refs", "5");
        var line = File.ReadLines("/proc/self/status").First(line =>
            line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024;
    }
}
