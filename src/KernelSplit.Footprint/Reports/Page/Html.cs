using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>Markup whose every inserted text is escaped: <c>Html.Of($"&lt;b&gt;{name}&lt;/b&gt;")</c>.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Escaping Format = new();

    public static string Encode(string text) => Encoder.Encode(PlainText.Lines(text));

    /// <param name="markup">
    /// Literal parts are markup; interpolated values are escaped, except <see cref="Markup"/>.
    /// </param>
    public static string Of(FormattableString markup) => markup.ToString(Format);

    public static Markup Join<T>(IEnumerable<T> items, Func<T, string> markup) =>
        new(string.Concat(items.Select(markup)));

    public static Markup If(bool condition, FormattableString markup) => new(condition ? Of(markup) : "");

    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        string ICustomFormatter.Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Markup whole => whole.Text,
            IFormattable value => Encode(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => Encode(arg?.ToString() ?? ""),
        };
    }
}

/// <summary>Text that is already HTML.</summary>
internal sealed record Markup(string Text);
