using KernelSplit.Kconfig.Evaluation;

namespace KernelSplit.Conf;

/// <summary>Probabilities of random values in percent: KCONFIG_PROBABILITY.</summary>
/// <param name="BoolYes">A bool is y.</param>
/// <param name="TristateYes">A tristate is y.</param>
/// <param name="TristateMod">A tristate is m.</param>
internal sealed record Probabilities(int BoolYes, int TristateYes, int TristateMod)
{
    private const int MaxCount = 3;

    public static Probabilities Usual { get; } = new(50, 33, 33);

    /// <summary>Parses one to three colon-separated numbers; null if out of range.</summary>
    public static Probabilities? Parse(string? text)
    {
        var numbers = new List<int>();
        var at = 0;
        while (text is not null && at < text.Length && numbers.Count < MaxCount)
        {
            var digits = text.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
            var end = digits < 0 ? text.Length : at + digits;
            var number = Numbers.Signed(text[at..end], 10);
            if (number is < 0 or > 100)
                return null;
            numbers.Add((int)number);
            at = end < text.Length && text[end] == ':' ? end + 1 : end;
        }

        var parsed = numbers switch
        {
            [var any] => new Probabilities(any, any - (any / 2), any / 2),
            [var yes, var mod] => new Probabilities(yes + mod, yes, mod),
            [var logical, var yes, var mod] => new Probabilities(logical, yes, mod),
            _ => Usual,
        };
        return parsed.TristateYes + parsed.TristateMod > 100 ? null : parsed;
    }
}
