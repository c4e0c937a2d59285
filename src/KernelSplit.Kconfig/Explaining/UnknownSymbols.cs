using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>What is to be said about names that the tree doesn't define: it may elsewhere, or under a similar name.</summary>
internal sealed partial class UnknownSymbols(KconfigTree tree)
{
    /// <summary>One mistake in so many letters is likely a slip; more is another word.</summary>
    private const int LettersPerMistake = 6;

    private readonly Lazy<Dictionary<string, (string File, int Line)>> _elsewhere = new(() => FindAll(tree));

    public Reason Explain(string name)
    {
        if (_elsewhere.Value.TryGetValue(name, out var place))
        {
            var parts = place.File.Split('/');
            var where = parts is ["arch", var architecture, ..] ? $"defined for {architecture}" : "defined in a file that this architecture doesn't read";
            return new Reason(ReasonKind.Undefined, $"{name} is {where}", place.File, place.Line);
        }

        var near = Nearest.To(
            name, tree.Symbols.Where(symbol => symbol.Definitions.Count > 0 && symbol.Name is not null).Select(symbol => symbol.Name!), name.Length / LettersPerMistake);
        return new Reason(ReasonKind.Undefined, near is null ? $"this kernel has no {name}" : $"this kernel has no {name}, but {near}");
    }

    private static Dictionary<string, (string File, int Line)> FindAll(KconfigTree tree)
    {
        var found = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        var known = tree.Files.ToHashSet(StringComparer.Ordinal);
        if (tree.Host.Environment("srctree") is not { Length: > 0 } source)
            return found;
        var top = Path.GetFullPath(Path.Combine(tree.Host.Directory, ByteText.ToUtf16(source)));
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var path in Directory.EnumerateFiles(top, "Kconfig*", options).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(top, path);
            if (known.Contains(file) || file.StartsWith("scripts/kconfig/tests/", StringComparison.Ordinal))
                continue;
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (Definition().Match(line) is { Success: true } match)
                    found.TryAdd(match.Groups["name"].Value, (file, number));
            }
        }

        return found;
    }

    [GeneratedRegex("""^\s*(menu)?config\s+(?<name>\w+)\s*(#.*)?$""")]
    private static partial Regex Definition();
}
