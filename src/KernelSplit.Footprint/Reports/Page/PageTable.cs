using System.Globalization;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>How a column's cells are shown and sorted; page.js uses the same names.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>Text in a fixed-width font.</summary>
    Code,

    /// <summary>One of a few values, to filter by.</summary>
    Choice,

    Count,

    Bytes,

    /// <summary>Bytes with their sign.</summary>
    Growth,

    Percent,

    /// <summary>The name of a module.</summary>
    Module,

    /// <summary>Several names; those of modules are links.</summary>
    Names,
}

internal sealed record PageColumn(string Title, ColumnKind Kind);

/// <summary>
/// A table that can be sorted and searched; its first rows are in the page for browsers without JavaScript.
/// </summary>
/// <param name="Id">Its ID in the page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Columns">Their titles and kinds.</param>
/// <param name="Rows">
/// A string, a long, a double, a list of strings or null for each column; the most important rows first.
/// </param>
internal sealed record PageTable(
    string Id, string Title, IReadOnlyList<PageColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    private const int MostRows = 100;
    private const int MostNames = 6;

    /// <summary>A sentence below the title.</summary>
    public string Lead { get; init; } = "";

    /// <summary>Rows at the end, which are not sorted.</summary>
    public IReadOnlyList<object?[]> Foot { get; init; } = [];

    /// <summary>Whether page.js makes the rows itself, instead of taking them from the page's data.</summary>
    public bool HasOwnRows { get; init; }

    public string ToHtml(ModuleNames modules)
    {
        var more = Rows.Count - MostRows;
        return Html.Of($"""
            <section id="{Id}" aria-labelledby="{Id}-title">
            <h2 id="{Id}-title">{Title} <span class="count">{Rows.Count:N0}</span></h2>
            {Html.If(Lead.Length > 0, $"<p class=\"lead\">{Lead}</p>")}
            {Html.If(Rows.Count == 0 && !HasOwnRows, $"<p class=\"none\">None.</p>")}
            {new Markup(Rows.Count == 0 && !HasOwnRows ? "" : Table(modules))}
            {Html.If(more > 0, $"<p class=\"more\">… and {more:N0} more: with JavaScript, or in -o json=FILE.</p>")}
            </section>

            """);
    }

    private string Table(ModuleNames modules) => Html.Of($"""
        <div class="table"><table data-table="{Id}" aria-labelledby="{Id}-title">
        <thead><tr>{Html.Join(Columns, column => Html.Of($"<th scope=\"col\" class=\"{Kind(column)}\" data-kind=\"{Kind(column)}\">{column.Title}</th>"))}</tr></thead>
        <tbody>{Html.Join(Rows.Take(MostRows), row => Row(row, modules))}</tbody>
        {Html.If(Foot.Count > 0, $"<tfoot>{Html.Join(Foot, row => Row(row, modules))}</tfoot>")}
        </table></div>
        """);

    private static string Kind(PageColumn column) => column.Kind.ToString().ToLowerInvariant();

    private string Row(object?[] cells, ModuleNames modules)
    {
        var row = new StringBuilder("<tr>");
        foreach (var (cell, column) in cells.Zip(Columns))
        {
            var content = Cell(cell, column.Kind, modules);
            row.Append(Html.Of($"<td class=\"{Kind(column)}\" data-label=\"{column.Title}\">{content}</td>"));
        }

        return row.Append("</tr>\n").ToString();
    }

    private static Markup Cell(object? cell, ColumnKind kind, ModuleNames modules) => cell switch
    {
        null => new("<span class=\"nothing\">–</span>"),
        long bytes when kind == ColumnKind.Bytes => new(ByteSize.Format(bytes)),
        long bytes when kind == ColumnKind.Growth => new(bytes == 0 ? "0" : DiffVerdict.Growth(bytes)),
        double percent => new(percent.ToString("0.0", CultureInfo.InvariantCulture) + " %"),
        long count => new(count.ToString("N0", CultureInfo.InvariantCulture)),
        IReadOnlyList<string> names => new(Html.Encode(Names.Some([.. names], MostNames))),
        string name when kind == ColumnKind.Module && modules.Has(name) =>
            new(Html.Of($"<a href=\"#module={name}\">{name}</a>")),
        _ => new(Html.Encode((string)cell)),
    };
}
