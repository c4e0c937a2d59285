namespace KernelSplit.Modules;

/// <param name="Read">Modules read so far.</param>
/// <param name="Total">All modules; null while an archive is being read.</param>
public readonly record struct ModuleReadProgress(int Read, int? Total);
