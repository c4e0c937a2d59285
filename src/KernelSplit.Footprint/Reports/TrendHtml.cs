using System.Globalization;
using System.Net;
using System.Text;
using KernelSplit.Footprint.History;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A trend as an HTML page: the plot and the tables.</summary>
public static class TrendHtml
{
    private const int Width = 900;
    private const int Height = 360;

    // Distinguishable with colour blindness: blue, orange, teal, red, grey, yellow, purple, brown.
    private static readonly string[] Colours =
        ["#4477aa", "#ee7733", "#009988", "#cc3311", "#999999", "#ddaa33", "#aa3377", "#885533"];

    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color-scheme:light dark}
        svg{width:100%;height:auto}svg text{font-size:12px;fill:currentColor}
        div{overflow-x:auto}table{border-collapse:collapse}th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #8885;white-space:nowrap}
        th:first-child,td:first-child{text-align:left}
        """;

    public static string Write(Trend trend)
    {
        var title = Text($"{trend.Releases[0].Release} to {trend.Releases[^1].Release}");
        var page = new StringBuilder(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + $"<meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>"
            + $"<style>{Style}</style></head>\n"
            + $"<body><h1>{title}</h1>\n");
        Plot(page, trend);
        foreach (var table in TrendTables.Of(trend))
        {
            page.Append($"<h2>{Text(table.Title)}</h2><div><table><thead>");
            Row(page, "th", table.Columns);
            page.Append("</thead><tbody>");
            foreach (var row in table.Rows)
                Row(page, "td", row);
            page.Append("</tbody></table></div>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    /// <summary>A stacked bar for each release, one part per package.</summary>
    private static void Plot(StringBuilder page, Trend trend)
    {
        var most = Math.Max(1, trend.Installed().Max());
        var step = (double)Width / trend.Releases.Count;
        page.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height + 30 + (20 * trend.Packages.Count)}\" role=\"img\" "
                + $"aria-label=\"Installed size of each release by package\">\n");
        for (var at = 0; at < trend.Releases.Count; at++)
        {
            var top = (double)Height;
            foreach (var (package, number) in trend.Packages.Select((package, number) => (package, number)))
            {
                var size = trend.Installed(package)[at];
                var height = size * (Height - 20.0) / most;
                top -= height;
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{(at * step) + (step * 0.15):0.0}\" y=\"{top:0.0}\" "
                    + $"width=\"{step * 0.7:0.0}\" height=\"{height:0.0}\" "
                    + $"fill=\"{Colours[number % Colours.Length]}\">"
                    + $"<title>{Text($"{package} of {trend.Releases[at].Release}: {ByteSize.Format(size)}")}</title>"
                    + $"</rect>");
            }

            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{(at + 0.5) * step:0.0}\" y=\"{top - 4:0.0}\" "
                + $"text-anchor=\"middle\">{ByteSize.Format(trend.Installed()[at])}</text><text "
                    + $"x=\"{(at + 0.5) * step:0.0}\" y=\"{Height + 16}\" "
                        + $"text-anchor=\"middle\">{Text(trend.Releases[at].Release)}</text>\n");
        }

        foreach (var (package, number) in trend.Packages.Select((package, number) => (package, number)))
        {
            var y = Height + 30 + (20 * number);
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"10\" y=\"{y}\" width=\"14\" height=\"14\" "
                + $"fill=\"{Colours[number % Colours.Length]}\"/><text x=\"30\" y=\"{y + 12}\">{Text(package)}</text>");
        }

        page.Append("</svg>\n");
    }

    private static void Row(StringBuilder page, string cell, IReadOnlyList<string> texts) =>
        page.Append("<tr>").Append(string.Concat(
            texts.Select(text => $"<{cell}>{Text(text)}</{cell}>"))).Append("</tr>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
