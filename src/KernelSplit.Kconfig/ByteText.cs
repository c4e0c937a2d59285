using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace KernelSplit.Kconfig;

/// <summary>Text with one char a byte: whatever bytes a file has, they come out as they went in.</summary>
public static class ByteText
{
    /// <summary>What a person reads, for prompts and help texts with letters beyond ASCII.</summary>
    public static string ToUtf16(string bytes) => Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    [return: NotNullIfNotNull(nameof(text))]
    public static string? FromUtf8(string? text) =>
        text is null || Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    internal static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    internal static byte[] BytesOf(string text)
    {
        // .NET's own encoder would have to be compiled at run time.
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)text[i];
        return bytes;
    }
}
