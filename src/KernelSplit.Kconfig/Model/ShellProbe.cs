namespace KernelSplit.Kconfig.Model;

/// <summary>A command that <c>$(shell,...)</c> ran while reading the Kconfig files.</summary>
/// <param name="Command">The command with all macros expanded, one char per byte.</param>
/// <param name="Output">Its output as Kconfig uses it.</param>
/// <param name="File">The Kconfig file that runs it, as <c>source</c> names it.</param>
/// <param name="Line">The line in that file, from 1.</param>
public sealed record ShellProbe(string Command, string Output, string File, int Line);
