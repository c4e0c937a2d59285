using KernelSplit.Building.Builds;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Output;

/// <summary>Turns what can go wrong into words and an exit code; anything else is a bug and shows its stack.</summary>
internal static class Failure
{
    /// <param name="command">What to run.</param>
    /// <param name="whenInterrupted">What Ctrl-C means for it, behind "interrupted".</param>
    public static async Task<int> Guard(Func<Task<int>> command, string whenInterrupted = "")
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return Say(ExitCode.Interrupted, $"kernelsplit: interrupted{whenInterrupted}");
        }
        catch (InvalidInputException e)
        {
            return Say(ExitCode.WrongInput, [.. e.Diagnostics.Select(d => d.ToString())]);
        }
        catch (NothingToCompareException e)
        {
            return Say(ExitCode.NothingToCompare, $"kernelsplit: nothing to compare: {e.Message}");
        }
        catch (MissingToolException e)
        {
            return Say(ExitCode.MissingHere, $"kernelsplit: {e.Message}", e.Hint);
        }
        catch (MissingLibraryException e)
        {
            return Say(ExitCode.MissingHere, $"kernelsplit: {e.Message}");
        }
        catch (BuildFailedException e)
        {
            return Say(ExitCode.WrongInput, [.. e.Lines, $"kernelsplit: {e.Message}. The whole log: {e.Log}"]);
        }
        catch (ToolFailedException e)
        {
            return Say(ExitCode.WrongInput, [.. e.LastLines, $"kernelsplit: {e.Message}", $"  {e.Call}"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(ExitCode.MissingHere, $"kernelsplit: {e.Message}");
        }
    }

    private static int Say(int exitCode, params string[] lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine(line);
        return exitCode;
    }
}
