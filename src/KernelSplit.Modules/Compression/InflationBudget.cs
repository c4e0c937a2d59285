using KernelSplit.Foundation;

namespace KernelSplit.Modules.Compression;

/// <summary>
/// How much an archive may inflate to in total, including skipped members and its modules. It bounds the time that a
/// small archive can take. Thread-safe.
/// </summary>
internal sealed class InflationBudget(string archive, long archiveSize)
{
    private const long Base = 256 * 1024 * 1024;

    // A distribution's kernel package inflates to six times its size.
    private const long Ratio = 50;

    private long _left = Base + (Ratio * archiveSize);

    /// <exception cref="InvalidInputException">The budget is exceeded.</exception>
    public void Charge(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
            return;
        throw new InvalidInputException(
            archive,
            $"inflates to more than {(Base + (Ratio * archiveSize)) >> 20} MiB",
            $"The limit is 256 MiB plus {Ratio} times the size of the archive");
    }
}
