using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads <c>budgets:</c>, <c>waivers:</c> and <c>never-lose:</c> of a map.</summary>
internal sealed class LimitsReader(YamlReader reader, IReadOnlyList<Package> packages)
{
    /// <summary>A package's own budget takes the place of the one in the extended map.</summary>
    public IReadOnlyList<Budget> ReadBudgets(YamlValue? node, IReadOnlyList<Budget> extended)
    {
        var budgets = new List<Budget>();
        foreach (var (key, value) in node is null ? [] : reader.Entries(node))
        {
            if (packages.All(package => package.Name != key.Value))
                reader.Error(
                    key, $"no package \"{key.Value}\"", Nearest.Hint(key.Value!, [.. packages.Select(p => p.Name)]));
            budgets.Add(ReadBudget(key.Value!, value, key.Line));
        }

        budgets.AddRange(extended.Where(budget => budgets.All(own => own.Package != budget.Package)));
        return budgets;
    }

    public IReadOnlyList<Waiver> ReadWaivers(YamlValue? list) =>
        [.. new WaiverReader(reader).Read(list).Select(read => read.Waiver)];

    public IReadOnlyList<NeverLose> ReadNeverLose(YamlValue? list) =>
        [.. YamlReader.Items(list).Select(item => new NeverLose(reader.Text(item), reader.File, item.Line))];

    private Budget ReadBudget(string package, YamlValue node, int line)
    {
        if (node is YamlText)
            return new Budget(package, ReadSize(node), null, null, reader.File, line);
        var fields = reader.Fields(node, "installed", "growth");
        long? growth = null;
        double? percent = null;
        foreach (var item in YamlReader.Items(fields["growth"]))
        {
            if (reader.Text(item) is { } text && text.EndsWith('%'))
                percent = ReadPercent(item, text[..^1]);
            else
                growth = ReadSize(item);
        }

        return new Budget(
            package, fields["installed"] is { } size ? ReadSize(size) : null, growth, percent, reader.File, line);
    }

    private long? ReadSize(YamlValue node)
    {
        var size = ByteSize.Parse(reader.Text(node));
        if (size is null)
            reader.Error(node, $"\"{reader.Text(node)}\" is no size", "Write for example 12 MiB, 500 kB or 5 %");
        return size;
    }

    private double? ReadPercent(YamlValue node, string text)
    {
        if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
            return percent;
        reader.Error(node, $"\"{text}%\" is no percentage");
        return null;
    }
}
