using KernelSplit.Diagnostics;

namespace KernelSplit.Modules.Reading;

/// <summary>Tells directories from archives.</summary>
internal static class TreeInputs
{
    /// <exception cref="InvalidInputException">An input is missing, or there are several that are no .rpm.</exception>
    public static IEnumerable<TreeFile> Open(IReadOnlyList<string> inputs, CancellationToken cancellation)
    {
        Check(inputs);
        return inputs is [var only] && Directory.Exists(only)
            ? DirectoryFiles.Find(only)
            : inputs.SelectMany(input => ArchiveFiles.Read(input, cancellation));
    }

    private static void Check(IReadOnlyList<string> inputs)
    {
        if (inputs.Count == 0)
            throw new InvalidInputException("input", "no module tree, package or tarball given");
        var missing = inputs
            .Where(input => !Path.Exists(input))
            .Select(input => Diagnostic.Error(input, "no such file or directory"))
            .ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(missing);
        if (inputs.Count > 1 && inputs.FirstOrDefault(input => !IsRpm(input)) is { } other)
            throw new InvalidInputException(other, "only .rpm packages can be read several at once");
    }

    private static bool IsRpm(string input) => File.Exists(input) && ArchiveFiles.IsRpm(input);
}
