using KernelSplit.Foundation;

namespace KernelSplit.Modules.Compression;

/// <summary>
/// What an archive may inflate to in all: itself, with everything in it that is skipped, and the modules in it. It
/// bounds the time that a small one can take. Shared by threads.
/// </summary>
internal sealed class InflationBudget(string archive, long archiveSize)
{
    private const long Base = 256 * 1024 * 1024;

    // A distribution's kernel package inflates to six times its size.
    private const long Ratio = 50;

    private long _left = Base + (Ratio * archiveSize);

    /// <exception cref="InvalidInputException">There is less left.</exception>
    public void Charge(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
            return;
        throw new InvalidInputException(
            archive,
            $"what is in it inflates to more than {(Base + (Ratio * archiveSize)) >> 20} MiB",
            $"The limit is 256 MiB and {Ratio} times the size of the archive");
    }
}
