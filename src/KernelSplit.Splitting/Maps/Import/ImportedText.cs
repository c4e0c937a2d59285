using System.Globalization;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>Writes a map as a person would.</summary>
internal sealed class ImportedText(FedoraMap fedora, IReadOnlyList<ConvertedRule> rules)
{
    // What Fedora's packages hold, by their names.
    private static readonly Dictionary<string, string> Summaries = new(StringComparer.Ordinal)
    {
        ["modules-core"] = "Kernel modules that most machines need",
        ["modules"] = "Kernel modules for less common hardware and protocols",
        ["modules-extra"] = "Kernel modules that are rarely needed",
        ["modules-internal"] = "Kernel modules for testing the kernel",
        ["modules-partner"] = "Kernel modules for partners",
    };

    private readonly StringBuilder _text = new();
    private readonly string _file = PlainText.Of(Path.GetFileName(fedora.File));

    public string Write()
    {
        Line($"# Made by \"kernelsplit map import\" of {_file}. docs/package-maps.md describes the format.");
        Line("#");
        Line("# As there, the first rule that matches a module decides, and a rule may match nothing; without "
            + "\"optional\" that is");
        Line("# an error. Where rules separate a module and its dependency, Fedora moves the dependency down; "
            + "here the later rule");
        Line("# gives way. Paths are those below kernel/; Fedora's rules also match below other directories "
            + "beside it.");
        Line("version: 1");
        Line("name: fedora");
        WritePackages();
        Line("");
        Line("rules:");
        foreach (var group in Groups())
            WriteRule(group);
        return _text.ToString();
    }

    private void WritePackages()
    {
        Line("packages:");
        foreach (var package in fedora.Packages)
        {
            Line($"  - name: {Scalar(package.Name)}");
            if (package.DependsOn.Count > 0)
                Line($"    requires: [{string.Join(", ", package.DependsOn.Select(Scalar))}]");
            if (package.Name == Default())
                Line("    default: true");
            Line("    summary: "
                + $"{Scalar(Summaries.GetValueOrDefault(package.Name) ?? $"Kernel modules of {package.Name}")}");
        }
    }

    /// <summary>
    /// Without a default, filtermods.py takes the package that depends on most others, of several the last by name.
    /// </summary>
    private string Default() => fedora.Default?.Package ?? fedora.Packages
        .OrderBy(package => Below(package.Name).Count).ThenBy(
            package => package.Name, StringComparer.Ordinal).Last().Name;

    private HashSet<string> Below(string name)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in fedora.Packages.Single(package => package.Name == name).DependsOn)
        {
            below.Add(other);
            below.UnionWith(Below(other));
        }

        return below;
    }

    /// <summary>Rules in a row for the same package are one.</summary>
    private List<List<ConvertedRule>> Groups()
    {
        var groups = new List<List<ConvertedRule>>();
        foreach (var rule in rules)
        {
            if (groups.Count > 0 && (rule.Globs.Count == 0 || IsSame(groups[^1], rule)) && rule.Rule != fedora.Default)
                groups[^1].Add(rule);
            else
                groups.Add([rule]);
        }

        return groups;
    }

    private static bool IsSame(List<ConvertedRule> group, ConvertedRule rule) =>
        group.Find(other => other.Globs.Count > 0) is not { } first
        || (first.Rule.Package == rule.Rule.Package && first.Rule.IsExact == rule.Rule.IsExact);

    private void WriteRule(List<ConvertedRule> group)
    {
        foreach (var rule in group)
        {
            foreach (var comment in rule.Comments)
                Line($"  # {_file}:{rule.Rule.Line}, {PlainText.Of(rule.Rule.Regex)}: {PlainText.Of(comment)}.");
        }

        var kept = group.Where(rule => rule.Globs.Count > 0).ToList();
        if (kept.Count == 0)
            return;
        var (first, last) = (kept[0].Rule, kept[^1].Rule);
        Line($"  - to: {Scalar(first.Package)}");
        Line($"    because: {Scalar(Because(first, last))}");
        if (first.IsExact)
            Line("    pin: true");
        Line("    optional: true");
        var globs = kept.SelectMany(rule => rule.Globs).ToList();
        if (globs.Count == 1)
        {
            Line($"    when: {{path: {Scalar(globs[0])}}}");
            return;
        }

        Line("    when:");
        Line("      path:");
        foreach (var glob in globs)
            Line($"        - {Scalar(glob)}");
    }

    private string Because(FedoraRule first, FedoraRule last) => first == last
        ? first == fedora.Default ? string
            .Create(CultureInfo.InvariantCulture, $"Fedora's default in {_file}:{first.Line} puts it here")
        : string.Create(CultureInfo.InvariantCulture, $"Fedora's rule in {_file}:{first.Line} puts it here")
        : string.Create(
            CultureInfo.InvariantCulture, $"Fedora's rules in {_file}:{first.Line}-{last.Line} put it here");

    /// <summary>As YAML has it: in quotes where it could be taken for something else.</summary>
    private static string Scalar(string text)
    {
        var isPlain = char.IsAsciiLetter(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || "/_-+., ':".Contains(c))
            && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':') && !text.Contains(
                ", ", StringComparison.Ordinal)
            && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off");
        if (isPlain)
            return text;
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }

    private void Line(string text) => _text.Append(text).Append('\n');
}
