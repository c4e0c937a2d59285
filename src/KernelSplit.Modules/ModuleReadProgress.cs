namespace KernelSplit.Modules;

/// <param name="Read">Modules read so far.</param>
/// <param name="Total">All there are; unknown while an archive is read.</param>
public readonly record struct ModuleReadProgress(int Read, int? Total);
