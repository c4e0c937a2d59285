using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace KernelSplit.Kconfig;

/// <summary>Text with one char per byte, so that any bytes in a file survive a round trip.</summary>
public static class ByteText
{
    /// <summary>The text for display: prompts and help texts may have characters beyond ASCII.</summary>
    [return: NotNullIfNotNull(nameof(bytes))]
    public static string? ToUtf16(string? bytes) =>
        bytes is null || Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    [return: NotNullIfNotNull(nameof(text))]
    public static string? FromUtf8(string? text) =>
        text is null || Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    internal static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    internal static byte[] BytesOf(string text)
    {
        // .NET's own encoder would be JIT-compiled first.
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)text[i];
        return bytes;
    }
}
