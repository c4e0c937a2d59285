using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Reads .config files as conf does (scripts/kconfig/confdata.c), with its warnings.</summary>
/// <param name="configuration">Gets the requested values.</param>
/// <param name="file">The file's name, for warnings.</param>
internal sealed class ConfigReader(Configuration configuration, string file)
{
    private readonly KconfigTree _tree = configuration.Tree;
    private readonly byte[] _prefix = ByteText.BytesOf(configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_");
    private readonly bool _warnsOfUnknown = configuration.Tree.Host
        .Environment("KCONFIG_WARN_UNKNOWN_SYMBOLS") is not null
        && !configuration.Tree.Dialect.LacksUnknownSymbolWarnings;
    private int _line;

    public int WarningCount { get; private set; }

    /// <summary>Replaces all requested values with the file's.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        configuration.ClearRequests();
        ReadMore(text);
    }

    /// <summary>Adds the file's requested values to the existing ones.</summary>
    public void ReadMore(ReadOnlySpan<byte> text)
    {
        configuration.ForgetValues();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            _line++;
            if (_tree.Dialect.HasLenientLines)
                ReadLenientLine(line, hasNewline: end >= 0);
            else
                ReadLine(WithoutReturn(line, hasNewline: end >= 0));
        }
    }

    private static ReadOnlySpan<byte> UntilZero(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)0) is >= 0 and var zero ? text[..zero] : text;

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line, bool hasNewline)
    {
        var isReturn = hasNewline && line is [.., (byte)'\r'];
        return UntilZero(isReturn ? line[..^1] : line);
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return;
        if (line[0] == '#')
        {
            ReadComment(line[1..]);
            return;
        }

        var equals = line.StartsWith(_prefix) ? line[_prefix.Length..].IndexOf((byte)'=') : -1;
        if (equals >= 0)
            Assign(line.Slice(_prefix.Length, equals), ByteText.Of(line[(_prefix.Length + equals + 1)..]));
        else
            Warn($"unexpected data: {ByteText.Of(line)}");
    }

    private void ReadLenientLine(ReadOnlySpan<byte> whole, bool hasNewline)
    {
        var line = UntilZero(whole);
        hasNewline &= line.Length == whole.Length;
        if (line.StartsWith("#"u8))
        {
            ReadComment(line[1..]);
        }
        else if (line.StartsWith(_prefix))
        {
            var setting = line[_prefix.Length..];
            if (setting.IndexOf((byte)'=') is >= 0 and var equals)
                Assign(setting[..equals], ByteText.Of(WithoutReturn(setting[(equals + 1)..], hasNewline)));
        }
        else if (!(line.IsEmpty ? hasNewline : line[0] == '\r'))
        {
            var end = line.IndexOf((byte)'\r');
            Warn($"unexpected data: {ByteText.Of(end < 0 ? line : line[..end])}");
        }
    }

    private void ReadComment(ReadOnlySpan<byte> comment)
    {
        if (comment.IsEmpty || (comment[0] != ' ' && !_tree.Dialect.HasLenientComments) || !comment[1..]
            .StartsWith(_prefix))
            return;
        var name = comment[(1 + _prefix.Length)..];
        var blank = name.IndexOf((byte)' ');
        if (blank < 0)
            return;
        var rest = name[(blank + 1)..];
        if (_tree.Dialect.IsNotSetExact ? rest.SequenceEqual("is not set"u8) : rest.StartsWith("is not set"u8))
            Assign(name[..blank], "n", isComment: true);
    }

    private void Assign(ReadOnlySpan<byte> name, string value, bool isComment = false)
    {
        if (_tree.Find(name) is not { } symbol)
        {
            if (_warnsOfUnknown)
                Warn($"unknown symbol: {ByteText.Of(name)}");
            configuration.IsChanged = true;
            return;
        }

        if (configuration.State(symbol).Has(StateFlags.IsRequested))
            Warn($"override: reassigning to symbol {symbol}");
        var isNothing = isComment && !symbol.Type.IsLogical() && _tree.Dialect.IgnoresNoForNumbers;
        if (isNothing || SetValue(symbol, value))
            configuration.NoteRead(symbol, Warn);
    }

    private bool SetValue(Symbol symbol, string value)
    {
        var isValid = symbol.Type switch
        {
            SymbolType.Bool or SymbolType.Tristate => SetLogical(symbol, value),
            SymbolType.String => SetString(symbol, value),
            SymbolType.Int or SymbolType.Hex => SetText(symbol, value),
            _ => true,
        };
        return isValid;
    }

    private bool SetLogical(Symbol symbol, string value)
    {
        Tristate? requested = value.Length == 0 ? null : value[0] switch
        {
            'y' => Tristate.Yes,
            'n' => Tristate.No,
            'm' when symbol.Type == SymbolType.Tristate => Tristate.Mod,
            _ => null,
        };
        if (requested is null)
            return Invalid(symbol, value);
        ref var state = ref configuration.State(symbol);
        state.Requested = requested.Value;
        state.Set(StateFlags.IsRequested);
        return true;
    }

    /// <summary>A string without quotes is silently ignored.</summary>
    private bool SetString(Symbol symbol, string value)
    {
        if (!value.StartsWith('"'))
            return true;
        if (Unquote(value) is { } text)
            return SetText(symbol, text);
        Warn("invalid string found");
        return false;
    }

    private static string? Unquote(string value)
    {
        var text = new System.Text.StringBuilder(value.Length);
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '"')
                return text.ToString();
            if (value[i] == '\\' && ++i == value.Length)
                return null;
            text.Append(value[i]);
        }

        return null;
    }

    private bool SetText(Symbol symbol, string value)
    {
        if (!Numbers.IsValid(symbol.Type, value))
            return Invalid(symbol, value);
        ref var state = ref configuration.State(symbol);
        state.RequestedText = value;
        state.Set(StateFlags.IsRequested);
        return true;
    }

    private bool Invalid(Symbol symbol, string value)
    {
        Warn($"symbol value '{value}' invalid for {symbol}");
        return false;
    }

    private void Warn(string what)
    {
        configuration.Warnings($"{file}:{_line}:warning: {what}\n");
        WarningCount++;
    }
}
