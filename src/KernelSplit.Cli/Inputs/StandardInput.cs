using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Inputs;

/// <summary>What <c>-</c> names.</summary>
internal static class StandardInput
{
    /// <exception cref="InvalidInputException">It is closed.</exception>
    public static Stream Open() => IsClosed()
        ? throw new InvalidInputException("-", "standard input is closed") : Console.OpenStandardInput();

    /// <summary>The same as text.</summary>
    public static StreamReader Read() => new(Open(), Encoding.UTF8);

    /// <summary>
    /// Where it is closed, the next file that is opened takes its number: a pipe of .NET's own, whose other end nobody
    /// but this process has, and which never ends.
    /// </summary>
    private static bool IsClosed()
    {
        if (!Directory.Exists("/proc/self/fd"))
            return false;
        var target = Target("/proc/self/fd/0");
        return target is null || (target.StartsWith("pipe:", StringComparison.Ordinal)
            && Directory.EnumerateFiles("/proc/self/fd").Any(other => Target(other) == target && IsWritten(other)));
    }

    private static bool IsWritten(string link)
    {
        // proc(5): flags of open(2), in octal.
        var flags = File.ReadLines(link.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal))
            .First(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return flags[^1] is '1' or '2';
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }
}
