using KernelSplit.Building.Builds;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Output;

/// <summary>Turns failures into messages and an exit code; any other exception is a bug and prints its stack.</summary>
internal static class Failure
{
    /// <param name="command">The command to run.</param>
    /// <param name="whenInterrupted">What to print after "interrupted".</param>
    public static async Task<int> Guard(Func<Task<int>> command, string whenInterrupted = "")
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return Print(ExitCode.Interrupted, $"kernelsplit: interrupted{whenInterrupted}");
        }
        catch (InvalidInputException e)
        {
            return Print(ExitCode.WrongInput, [.. e.Diagnostics.Select(d => d.ToString())]);
        }
        catch (NothingToCompareException e)
        {
            return Print(ExitCode.NothingToCompare, $"kernelsplit: nothing to compare: {e.Message}");
        }
        catch (MissingToolException e)
        {
            return Print(ExitCode.MissingHere, $"kernelsplit: {e.Message}", e.Hint);
        }
        catch (MissingLibraryException e)
        {
            return Print(ExitCode.MissingHere, $"kernelsplit: {e.Message}");
        }
        catch (BuildFailedException e)
        {
            return Print(ExitCode.WrongInput, [.. e.Lines, $"kernelsplit: {e.Message}. Full log: {e.Log}"]);
        }
        catch (ToolFailedException e)
        {
            return Print(ExitCode.WrongInput, [.. e.LastLines, $"kernelsplit: {e.Message}", $"  {e.Call}"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Print(ExitCode.MissingHere, $"kernelsplit: {e.Message}");
        }
    }

    private static int Print(int exitCode, params string[] lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine(line);
        return exitCode;
    }
}
