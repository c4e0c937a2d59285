namespace KernelSplit.Devices.Naming;

/// <summary>Joins the parts of a description, any of which may be missing.</summary>
internal static class Phrase
{
    public static string Join(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary><c>prefix text</c>; null if the text is empty.</summary>
    public static string? Prefixed(string prefix, string? text) =>
        string.IsNullOrEmpty(text) ? null : $"{prefix} {text}";

    public static string? InParentheses(string? text) => string.IsNullOrEmpty(text) ? null : $"({text})";
}
