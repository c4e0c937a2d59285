using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace KernelSplit.Foundation;

/// <summary>
/// Escapes in JSON what it must be, and characters that nobody sees but that change how the rest looks, such as
/// bidirectional controls. Other text stays readable.
/// </summary>
public sealed class JsonText : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

    private JsonText()
    {
    }

    public static JavaScriptEncoder Encoder { get; } = new JsonText();

    public override int MaxOutputCharactersPerInputCharacter => Relaxed.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => Relaxed.WillEncode(unicodeScalar)
        || CharUnicodeInfo.GetUnicodeCategory(unicodeScalar) == UnicodeCategory.Format;

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        (Relaxed.WillEncode(unicodeScalar) ? Relaxed : Default)
            .TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        if (Ascii.IsValid(rest))
            return Relaxed.FindFirstCharacterToEncode(text, textLength);
        for (var length = 0; !rest.IsEmpty; rest = rest[length..])
        {
            var isText = Rune.DecodeFromUtf16(rest, out var rune, out length) == System.Buffers.OperationStatus.Done;
            if (!isText || WillEncode(rune.Value))
                return textLength - rest.Length;
        }

        return -1;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => Ascii.IsValid(utf8Text)
        ? Relaxed.FindFirstCharacterToEncodeUtf8(utf8Text)
        : base.FindFirstCharacterToEncodeUtf8(utf8Text);
}
