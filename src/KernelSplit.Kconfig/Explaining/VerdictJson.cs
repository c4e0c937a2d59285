using System.Text.Json;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Verdicts for programs; docs/reference.md describes the format.</summary>
public static class VerdictJson
{
    public static void Verdict(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("symbol", verdict.Requested.Symbol);
        json.WriteString("asked", ByteText.ToUtf16(verdict.Requested.Value));
        json.WriteString("got", verdict.Actual is null ? null : ByteText.ToUtf16(verdict.Actual));
        json.WriteString("outcome", Name(verdict.Outcome));
        json.WriteBoolean("lost", verdict.IsMissing);
        json.WriteString("file", verdict.Requested.File);
        json.WriteNumber("line", verdict.Requested.Line);
        Reasons(json, "because", verdict.Because);
        if (verdict.Fix is not { } fix)
            return;
        JsonReport.Texts(json, "fix", fix.Settings.Select(setting => ByteText.ToUtf16(setting)));
        json.WriteString(
            "noFixBecause", fix.Obstacle is null ? null : ByteText.ToUtf16(fix.Hopelessness + fix.Obstacle));
        if (fix.Corrected is { } corrected)
            json.WriteString("changeTo", ByteText.ToUtf16(corrected.ToConfigLine()));
        if (fix.TurnsOff.Count > 0)
            JsonReport.Texts(json, "turnsOff", fix.TurnsOff.Select(line => ByteText.ToUtf16(line)));
    }

    public static void Reasons(Utf8JsonWriter json, string name, IEnumerable<KconfigReason> reasons) =>
        JsonReport.Array(json, name, reasons, reason => Reason(json, reason));

    public static void Reason(Utf8JsonWriter json, KconfigReason reason)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(reason.Kind.ToString()));
        json.WriteString("text", ByteText.ToUtf16(reason.Text));
        json.WriteString("file", reason.File);
        json.WriteNumber("line", reason.Line);
        Reasons(json, "because", reason.Because);
        json.WriteEndObject();
    }

    private static string Name(Outcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());
}
