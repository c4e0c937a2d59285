namespace KernelSplit.Kbuild.Probing;

/// <summary>What a command said, and the files that this follows from, by their number in <see cref="ProbeCache"/>.</summary>
internal sealed record ProbeAnswer(string Command, string Answer, int[] Files);
