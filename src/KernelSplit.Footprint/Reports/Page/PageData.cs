using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>What page.js works with: all modules, and the rows of the tables.</summary>
/// <param name="Packages">The names of the packages, each behind those that it requires.</param>
/// <param name="Reasons">Why modules lie where they do; modules name them by number.</param>
/// <param name="Modules">Those that changed first; they name each other by number.</param>
/// <param name="Tables">By their names; the modules' own is made of <paramref name="Modules"/>.</param>
internal sealed record PageData(
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<PageModule> Modules,
    IReadOnlyDictionary<string, IReadOnlyList<object?[]>> Tables)
{
    /// <summary>JSON that can stand in a script element: .NET's default encoder writes &lt; as a number.</summary>
    public static string Write(Difference difference, ModuleNames names, PageTables tables)
    {
        var reasons = new Reasons();
        PageModule[] modules = [.. names.All.Select(module => PageModule.Of(module, names, reasons))];
        var rows = tables.Others.Append(tables.Packages).Where(table => !table.HasOwnRows).ToDictionary(table => table.Id, table => table.Rows);
        var data = new PageData([.. difference.Packages.Select(package => package.Package)], reasons.All, modules, rows);
        return JsonSerializer.Serialize(data, PageJson.Default.PageData);
    }
}

/// <summary>Each sentence once.</summary>
internal sealed class Reasons
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public int IndexOf(string words)
    {
        if (!_index.TryGetValue(words, out var index))
        {
            _index[words] = index = _all.Count;
            _all.Add(words);
        }

        return index;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageData))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class PageJson : JsonSerializerContext;
