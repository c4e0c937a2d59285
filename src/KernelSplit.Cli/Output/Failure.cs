using KernelSplit.Building.Builds;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Output;

/// <summary>Turns failures into messages and an exit code; any other exception is a bug.</summary>
internal static class Failure
{
    // errno(3)
    private const int BadDescriptor = 9;
    private const int DiskFull = 28;
    private const int QuotaExceeded = 122;

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
            return Print(
                Interruption.ExitCode == 0 ? ExitCode.Interrupted : Interruption.ExitCode,
                $"kernelsplit: interrupted{whenInterrupted}");
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
            return Print(Because(e.Lines), [.. e.Lines, $"kernelsplit: {e.Message}. Full log: {e.Log}"]);
        }
        catch (ToolFailedException e)
        {
            return Print(Because(e.LastLines), [.. e.LastLines, $"kernelsplit: {e.Message}", $"  {e.Call}"]);
        }
        catch (UnauthorizedAccessException e) when (e.InnerException?.HResult == BadDescriptor)
        {
            return Print(ExitCode.Storage, "kernelsplit: standard output or standard error is closed");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string[] hint = e.HResult is DiskFull or QuotaExceeded
                ? ["\"kernelsplit cache\" shows what the cache occupies, and \"kernelsplit cache prune\" frees it"]
                : [];
            return Print(ExitCode.Storage, [$"kernelsplit: {PlainText.Of(e.Message)}", .. hint]);
        }
        catch (OutOfMemoryException)
        {
            return Print(ExitCode.Storage, "kernelsplit: not enough memory");
        }
        catch (Exception e)
        {
            return Bug(e);
        }
    }

    /// <summary>For an exception on a thread that nobody waits for.</summary>
    public static void End(Exception e) => ProcessEnd.Now(Bug(e));

    /// <summary>Prints lines to standard error, if that can be written.</summary>
    public static int Print(int exitCode, params string[] lines)
    {
        try
        {
            foreach (var line in lines)
                Console.Error.WriteLine(line);
        }
        catch (IOException)
        {
            // The exit code has to do.
        }

        return exitCode;
    }

    private static int Bug(Exception e) => Print(
        ExitCode.InternalError,
        $"kernelsplit: internal error: {e.GetType().Name}: {PlainText.Of(e.Message)}",
        "This is a mistake in kernelsplit. Please report it with the command line and this line:",
        $"  {Environment.Version}{Place(e)}");

    /// <summary>The innermost of our own methods that were running.</summary>
    private static string Place(Exception e) => string.Concat((e.StackTrace ?? "").Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith("at KernelSplit.", StringComparison.Ordinal))
        .Take(3)
        .Select(line => $", {line.Split(" in ")[0]["at KernelSplit.".Length..]}"));

    /// <summary>What a failed program says of the machine rather than of its input.</summary>
    private static int Because(IReadOnlyList<string> lines)
    {
        if (Says(lines, "No space left on device", "Disk quota exceeded", "Read-only file system"))
            return ExitCode.Storage;
        return Says(
            lines, "Temporary failure resolving", "Temporary failure in name resolution", "Could not resolve",
            "Network is unreachable", "Could not connect", "Couldn't connect", "Connection timed out", "Curl error")
            ? ExitCode.Network
            : ExitCode.WrongInput;
    }

    private static bool Says(IReadOnlyList<string> lines, params string[] texts) =>
        lines.Any(line => texts.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)));
}
