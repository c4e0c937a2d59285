namespace KernelSplit.Kconfig.Model;

/// <summary>A command that <c>$(shell,...)</c> ran while the Kconfig files were read.</summary>
/// <param name="Command">The command with all macros expanded, one char a byte.</param>
/// <param name="Answer">What it printed, as it is used.</param>
/// <param name="File">The Kconfig file that asked, as <c>source</c> names it.</param>
/// <param name="Line">The line in that file, from 1.</param>
public sealed record Probe(string Command, string Answer, string File, int Line);
