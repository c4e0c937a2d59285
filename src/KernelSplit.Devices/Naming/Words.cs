namespace KernelSplit.Devices.Naming;

/// <summary>Puts parts of a description together, of which any may be missing.</summary>
internal static class Words
{
    public static string Join(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary><c>prefix text</c>, or nothing without the text.</summary>
    public static string? Prefixed(string prefix, string? text) =>
        string.IsNullOrEmpty(text) ? null : $"{prefix} {text}";

    public static string? InBrackets(string? text) => string.IsNullOrEmpty(text) ? null : $"({text})";
}
