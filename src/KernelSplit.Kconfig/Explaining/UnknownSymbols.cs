using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Explains names that the tree doesn't define: other Kconfig files may, or a similar name exists.</summary>
internal sealed partial class UnknownSymbols(KconfigTree tree)
{
    /// <summary>One wrong character in this many is likely a typo; more is another word.</summary>
    private const int CharactersPerTypo = 6;

    private readonly Lazy<Dictionary<string, (string File, int Line)>> _elsewhere = new(() => FindAll(tree));

    public KconfigReason Explain(string name)
    {
        if (RenamedSymbols.Of(name, tree) is { } renaming)
        {
            var successor = tree.Find(renaming.Successor)!.Definitions[0];
            return new KconfigReason(
                KconfigReasonKind.Undefined, $"{name} is {renaming}", successor.File, successor.Line);
        }

        if (_elsewhere.Value.TryGetValue(name, out var place))
        {
            var parts = place.File.Split('/');
            var where = parts is ["arch", var architecture, ..]
                ? $"defined for {architecture}"
                : "defined in a file that this architecture doesn't source";
            return new KconfigReason(KconfigReasonKind.Undefined, $"{name} is {where}", place.File, place.Line);
        }

        var defined = tree.Symbols.Where(symbol => symbol.Definitions.Count > 0 && symbol.Name is not null);
        var near = Nearest.To(
            name, defined.Select(symbol => symbol.Name!).Where(other => Alike(name, other)),
            name.Length / CharactersPerTypo);
        var similar = near is null ? "" : $", but has {near}";
        return new KconfigReason(KconfigReasonKind.Undefined, $"this kernel has no {name}{similar}");
    }

    /// <summary>
    /// Whether one name can be a typo of the other, word by word. A short word with another character is another word:
    /// CBQ isn't CBS, nor is AUFS ADFS or UFS. One that lacks a character or has one too many is a typo.
    /// </summary>
    private static bool Alike(string name, string other)
    {
        var (words, others) = (name.Split('_'), other.Split('_'));
        return words.Length != others.Length || words.Zip(others).All(pair => IsTypo(pair.First, pair.Second));
    }

    private static bool IsTypo(string word, string other)
    {
        if (word == other || word.Order().SequenceEqual(other.Order()))
            return true;
        var mistakes = word.Length > CharactersPerTypo ? 2 : word.Length == other.Length ? 0 : 1;
        return word.FirstOrDefault() == other.FirstOrDefault() && Nearest.To(word, [other], mistakes) is not null;
    }

    private static Dictionary<string, (string File, int Line)> FindAll(KconfigTree tree)
    {
        var found = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        var known = tree.Files.ToHashSet(StringComparer.Ordinal);
        if (tree.Host.Environment("srctree") is not { Length: > 0 } source)
            return found;
        var top = Path.GetFullPath(Path.Combine(tree.Host.Directory, ByteText.ToUtf16(source)));
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
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
