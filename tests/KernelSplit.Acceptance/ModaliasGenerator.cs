using System.Text;
using KernelSplit.Modules;

namespace KernelSplit.Acceptance;

/// <summary>Names to look up in a tree: what its aliases match, what they just don't, modules and symbols.</summary>
internal sealed class ModaliasGenerator(ModuleTree tree)
{
    private const int Samples = 2500;
    private const string Letters = "0123456789ABCDEFabcdefghvdpisc:,_-.";

    private readonly Random _random = new(20240229);

    public IEnumerable<string> Names()
    {
        string[] patterns =
        [
            .. Sample(tree.Modules.SelectMany(module => module.ModInfo.Aliases), Samples),
            .. tree.BuiltIns.SelectMany(b => b.Aliases),
        ];
        foreach (var pattern in patterns)
        {
            var modalias = Instantiate(pattern);
            yield return modalias;
            yield return ChangeOneCharacter(modalias);
        }

        foreach (var name in Sample(tree.Modules.Select(module => module.Name), 200)
            .Concat(tree.BuiltIns.Select(b => b.Name)))
        {
            yield return name.Replace('_', '-');
            yield return ChangeOneCharacter(name);
        }

        foreach (var symbol in Sample(
            tree.Modules.SelectMany(module => module.Exports).Select(export => export.Name), 300))
            yield return $"symbol:{symbol}";
    }

    private static IEnumerable<string> Sample(IEnumerable<string> all, int count)
    {
        string[] sorted = [.. all.Distinct().Order(StringComparer.Ordinal)];
        return sorted.Where((_, i) => i % Math.Max(1, sorted.Length / count) == 0);
    }

    private string Instantiate(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*':
                    text.Append(_random.GetItems<char>(Letters, _random.Next(9)));
                    break;
                case '?':
                    text.Append(AnyLetter());
                    break;
                case '[':
                    var end = pattern.IndexOf(']', i);
                    text.Append(Member(pattern[(i + 1)..end]));
                    i = end;
                    break;
                default:
                    text.Append(pattern[i]);
                    break;
            }
        }

        return text.ToString();
    }

    private char Member(string set)
    {
        var i = _random.Next(set.Length);
        return i + 2 < set.Length && set[i + 1] == '-' ? (char)_random.Next(set[i], set[i + 2] + 1) : set[i];
    }

    private string ChangeOneCharacter(string text)
    {
        var changed = new StringBuilder(text);
        changed[_random.Next(text.Length)] = AnyLetter();
        return changed.ToString();
    }

    private char AnyLetter() => Letters[_random.Next(Letters.Length)];
}
