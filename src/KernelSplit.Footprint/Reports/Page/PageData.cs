using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>The data for page.js: all modules, and the rows of the tables.</summary>
/// <param name="Packages">The names of the packages, each after those that it requires.</param>
/// <param name="Reasons">The reasons for placements; modules refer to them by index.</param>
/// <param name="Modules">Changed modules first; they refer to each other by index.</param>
/// <param name="Tables">By name; the table of modules is made from <paramref name="Modules"/>.</param>
internal sealed record PageData(
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<PageModule> Modules,
    IReadOnlyDictionary<string, IReadOnlyList<object?[]>> Tables)
{
    /// <summary>JSON that is safe in a script element: .NET's default encoder escapes &lt;.</summary>
    public static string Write(Difference difference, ModuleNames names, PageTables tables)
    {
        var reasons = new Reasons();
        PageModule[] modules = [.. names.All.Select(module => PageModule.Of(module, names, reasons))];
        var rows = tables.Others.Append(tables.Packages).Where(table => !table.HasOwnRows).ToDictionary(
            table => table.Id, table => table.Rows);
        var data = new PageData(
            [.. difference.Packages.Select(package => package.Package)], reasons.All, modules, rows);
        return JsonSerializer.Serialize(data, PageJson.Default.PageData);
    }
}

/// <summary>The reasons, without duplicates.</summary>
internal sealed class Reasons
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public int IndexOf(string reason)
    {
        if (!_index.TryGetValue(reason, out var index))
        {
            _index[reason] = index = _all.Count;
            _all.Add(reason);
        }

        return index;
    }
}

[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull),
]
[JsonSerializable(typeof(PageData))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class PageJson : JsonSerializerContext;
