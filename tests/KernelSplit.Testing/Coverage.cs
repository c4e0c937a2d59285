using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace KernelSplit.Testing;

/// <summary>
/// How much of what could be compared a run compares: with $KERNELSPLIT_FULL=1 everything, otherwise a sample that
/// follows from the commit. Another commit looks at another sample, the same commit at the same one again.
/// </summary>
internal static class Coverage
{
    /// <summary>Whether everything is compared.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("KERNELSPLIT_FULL") == "1";

    /// <summary>The commit that the sample follows from; $KERNELSPLIT_SAMPLE names another.</summary>
    public static string Commit { get; } = Environment.GetEnvironmentVariable("KERNELSPLIT_SAMPLE")
        is { Length: > 0 } named ? named : HeadOf(Checkout.Folder);

    /// <summary>Everything, or as many as are given, in their order.</summary>
    /// <param name="all">In an order that doesn't change from run to run.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="purpose">Lets two samples of the same things differ; by default the caller's name.</param>
    public static T[] Sample<T>(IReadOnlyList<T> all, int count = 1, [CallerMemberName] string purpose = "")
    {
        if (IsFull || all.Count <= count)
            return [.. all];
        var indexes = Enumerable.Range(0, all.Count).ToArray();
        new Random(Seed(purpose)).Shuffle(indexes);
        return [.. indexes.Take(count).Order().Select(index => all[index])];
    }

    /// <summary>A number of 31 bits for a generator of random inputs; 1 when everything is compared.</summary>
    public static int Seed([CallerMemberName] string purpose = "") => IsFull
        ? 1
        : BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(
            Encoding.UTF8.GetBytes($"{Commit} {purpose}"))) & int.MaxValue;

    /// <summary>How long, how many, how far: a figure for a sample, and one for everything.</summary>
    public static T Choose<T>(T sample, T full) => IsFull ? full : sample;

    private static string HeadOf(string checkout)
    {
        var git = Shell.Run("git", ["-C", checkout, "rev-parse", "HEAD"], checkout);
        return git.ExitCode == 0 ? git.Output.Trim() : "";
    }
}
