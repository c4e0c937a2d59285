using System.Text.Json.Serialization;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A verdict for programs; docs/reference.md describes the format.</summary>
public record VerdictJson(
    string Symbol, string Asked, string? Got, Outcome Outcome, bool Lost, string File, int Line,
    IEnumerable<ReasonJson> Because)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IEnumerable<string>? Fix { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoFixBecause { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChangeTo { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IEnumerable<string>? TurnsOff { get; init; }

    public static VerdictJson Of(Verdict verdict) => new(
        verdict.Requested.Symbol, ByteText.ToUtf16(verdict.Requested.Value), ByteText.ToUtf16(verdict.Actual),
        verdict.Outcome, verdict.IsMissing, verdict.Requested.File, verdict.Requested.Line,
        verdict.Because.Select(ReasonJson.Of))
    {
        Fix = verdict.Fix?.Settings.Select(setting => ByteText.ToUtf16(setting)),
        NoFixBecause = verdict.Fix is { Obstacle: { } obstacle } fix
            ? ByteText.ToUtf16(fix.Hopelessness + obstacle)
            : null,
        ChangeTo = ByteText.ToUtf16(verdict.Fix?.Corrected?.ToConfigLine()),
        TurnsOff = verdict.Fix is { TurnsOff: { Count: > 0 } lines }
            ? lines.Select(line => ByteText.ToUtf16(line))
            : null,
    };
}

/// <summary>A reason for programs.</summary>
public sealed record ReasonJson(
    KconfigReasonKind Kind, string Text, string? File, int Line, IEnumerable<ReasonJson> Because)
{
    internal static ReasonJson Of(KconfigReason reason) => new(
        reason.Kind, ByteText.ToUtf16(reason.Text), reason.File, reason.Line, reason.Because.Select(Of));
}
