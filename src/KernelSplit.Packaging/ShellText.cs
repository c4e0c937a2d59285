namespace KernelSplit.Packaging;

/// <summary>Text from input in a shell script.</summary>
internal static class ShellText
{
    /// <summary>One word that the shell takes literally: as an argument, or as a pattern of <c>case</c>.</summary>
    public static string Word(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
