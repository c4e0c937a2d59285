namespace KernelSplit.Modules;

/// <summary>A module that is loaded along with another if it exists.</summary>
/// <param name="Target">A module's name, or an alias such as <c>crypto-crc32c</c>.</param>
/// <param name="IsBefore"><c>pre:</c>, loaded before the module; otherwise <c>post:</c>, after it.</param>
public sealed record SoftDependency(string Target, bool IsBefore)
{
    /// <summary>
    /// <c>softdep=pre: a b post: c</c>, see modprobe.d(5); words before the first mark are ignored.
    /// </summary>
    internal static IEnumerable<SoftDependency> Parse(string text)
    {
        bool? isBefore = null;
        foreach (var word in text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "pre:" or "post:")
                isBefore = word == "pre:";
            else if (isBefore is { } before)
                yield return new SoftDependency(word, before);
        }
    }
}
