using KernelSplit.Kconfig.Dialects;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>The reserved words.</summary>
internal static class Keywords
{
    /// <summary>The keyword's kind, or that of a plain word.</summary>
    public static TokenKind KindOf(ReadOnlySpan<byte> word, Dialect dialect)
    {
        if (word.Length > 14 || word[0] < 'a')
            return TokenKind.Word;
        return word.Length switch
        {
            2 => word.SequenceEqual("if"u8) ? TokenKind.If : word.SequenceEqual("on"u8) ? TokenKind.On : TokenKind.Word,
            3 => word.SequenceEqual("int"u8) ? TokenKind.Int : word
                .SequenceEqual("hex"u8) ? TokenKind.Hex : TokenKind.Word,
            4 => Four(word),
            5 => Five(word),
            6 => Six(word, dialect),
            7 => Seven(word),
            8 => Eight(word, dialect),
            9 => word.SequenceEqual("endchoice"u8) ? TokenKind.EndChoice : TokenKind.Word,
            10 => word.SequenceEqual("menuconfig"u8) ? TokenKind.MenuConfig : TokenKind.Word,
            12 => Twelve(word, dialect),
            13 =>
                dialect.HasOptions && word.SequenceEqual("allnoconfig_y"u8) ? TokenKind.AllNoConfigYes : TokenKind.Word,
            14 =>
                dialect.HasOptions && word.SequenceEqual("defconfig_list"u8) ? TokenKind.DefconfigList : TokenKind.Word,
            _ => TokenKind.Word,
        };
    }

    private static TokenKind Four(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("bool"u8) ? TokenKind.Bool
        : word.SequenceEqual("help"u8) ? TokenKind.Help
        : word.SequenceEqual("menu"u8) ? TokenKind.Menu
        : TokenKind.Word;

    private static TokenKind Five(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("endif"u8) ? TokenKind.EndIf
        : word.SequenceEqual("imply"u8) ? TokenKind.Imply
        : word.SequenceEqual("range"u8) ? TokenKind.Range
        : TokenKind.Word;

    private static TokenKind Six(ReadOnlySpan<byte> word, Dialect dialect) =>
        word.SequenceEqual("config"u8) ? TokenKind.Config
        : word.SequenceEqual("select"u8) ? TokenKind.Select
        : word.SequenceEqual("choice"u8) ? TokenKind.Choice
        : word.SequenceEqual("prompt"u8) ? TokenKind.Prompt
        : word.SequenceEqual("source"u8) ? TokenKind.Source
        : word.SequenceEqual("string"u8) ? TokenKind.String
        : dialect.HasOptions && word.SequenceEqual("option"u8) ? TokenKind.Option
        : TokenKind.Word;

    private static TokenKind Seven(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("depends"u8) ? TokenKind.Depends
        : word.SequenceEqual("default"u8) ? TokenKind.Default
        : word.SequenceEqual("comment"u8) ? TokenKind.Comment
        : word.SequenceEqual("endmenu"u8) ? TokenKind.EndMenu
        : word.SequenceEqual("visible"u8) ? TokenKind.Visible
        : word.SequenceEqual("modules"u8) ? TokenKind.Modules
        : TokenKind.Word;

    private static TokenKind Eight(ReadOnlySpan<byte> word, Dialect dialect) =>
        word.SequenceEqual("tristate"u8) ? TokenKind.Tristate
        : word.SequenceEqual("def_bool"u8) ? TokenKind.DefBool
        : word.SequenceEqual("mainmenu"u8) ? TokenKind.MainMenu
        : dialect.HasOptionalChoices && word.SequenceEqual("optional"u8) ? TokenKind.Optional
        : TokenKind.Word;

    private static TokenKind Twelve(ReadOnlySpan<byte> word, Dialect dialect) =>
        word.SequenceEqual("def_tristate"u8) ? TokenKind.DefTristate
        : dialect.HasTransitional && word.SequenceEqual("transitional"u8) ? TokenKind.Transitional
        : TokenKind.Word;
}
