using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Reports.Page;

namespace KernelSplit.Footprint.Reports;

/// <summary>
/// A diff as one self-contained HTML file: all modules of both releases, to sort, search and zoom into. Without
/// JavaScript it still shows the verdict and the changes.
/// </summary>
public static partial class HtmlReport
{
    public static string Write(Difference difference)
    {
        using var text = new StringWriter();
        Write(difference, text);
        return text.ToString();
    }

    public static void Write(Difference difference, TextWriter to)
    {
        var (style, script) = (Resource("page.css"), Resource("page.js"));
        var names = new ModuleNames(difference);
        var tables = PageTables.Of(difference, names);
        // Inserted text is never searched for placeholders: it comes from a kernel's files.
        foreach (var piece in Placeholder().Split(Resource("page.html")))
        {
            to.Write(piece switch
            {
                "{{title}}" =>
                    Html.Encode($"{difference.New.Map} {difference.Old.Release} -> {difference.New.Release}"),
                "{{policy}}" =>
                    $"default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'",
                "{{style}}" => style,
                "{{summary}}" => PageSummary.Of(difference),
                "{{gates}}" => PageGates.Of(difference),
                "{{advice}}" => PageAdvice.Of(difference),
                "{{packages}}" => tables.Packages.ToHtml(names),
                "{{states}}" => ModuleStates.Legend(),
                "{{tables}}" => string.Concat(tables.Others.Select(table => table.ToHtml(names))),
                "{{data}}" => PageData.Write(difference, names, tables),
                "{{script}}" => script,
                _ => piece,
            });
        }
    }

    // Content Security Policy, level 3: only inline elements with this hash are allowed.
    private static string Hash(string content) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"page/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(\{\{\w+\}\})")]
    private static partial Regex Placeholder();
}
