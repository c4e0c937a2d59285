using System.Text;

namespace KernelSplit.Host.Processes;

/// <summary>Our own standard error, for what a child would have written there itself.</summary>
public static class StandardError
{
    /// <param name="text">One char a byte.</param>
    public static void WriteBytes(string text)
    {
        using var errors = Console.OpenStandardError();
        errors.Write(Encoding.Latin1.GetBytes(text));
    }
}
