using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads <c>waivers:</c> of a package map or a project.</summary>
/// <param name="reader">Its file.</param>
public sealed class WaiverReader(YamlReader reader)
{
    internal static readonly string[] Keys = ["check", "about", "because", "until"];

    /// <returns>One for each name that an entry is about, with the node of that name.</returns>
    public IReadOnlyList<(Waiver Waiver, YamlValue About)> Read(YamlValue? list) =>
        [.. YamlReader.Items(list).SelectMany(ReadEntry)];

    private List<(Waiver Waiver, YamlValue About)> ReadEntry(YamlValue node)
    {
        var fields = reader.Fields(node, Keys);
        var check = ReadCheck(fields);
        var because = fields.Sentence("because");
        var until = ReadDay(fields);
        if (YamlReader.Items(fields["about"]).Count == 0)
            reader.Error(fields["about"] ?? node, "\"about\" is missing");
        return
        [
            .. YamlReader.Items(fields["about"]).Select(about => (About: about, Name: reader.Text(about)))
                .Where(about => about.Name.Length > 0)
                .Select(about =>
                    (new Waiver(check, about.Name, because, until, reader.File, about.About.Line),
                    about.About)),
        ];
    }

    /// <summary>A check's name, or the id of its findings.</summary>
    private string ReadCheck(YamlFields fields)
    {
        var check = fields.Required("check");
        var kind = DiagnosticKind.Find(check);
        if (check.Length == 0 || kind is { CanBeWaived: true })
            return kind?.Name ?? "";
        if (RenamedKeys.Checks.TryGetValue(check, out var now))
            reader.Error(fields["check"]!, RenamedKeys.Message(check, now), null, DiagnosticKind.Renamed);
        else if (kind is null)
            reader.Error(fields["check"]!, $"no check \"{check}\"", Nearest.Hint(check, Waiver.Checks));
        else
            reader.Error(
                fields["check"]!, $"findings of check \"{check}\" can't be accepted",
                $"These can: {string.Join(", ", Waiver.Checks)}");
        return check;
    }

    private DateOnly? ReadDay(YamlFields fields)
    {
        if (fields.Optional("until") is not { Length: > 0 } until)
            return null;
        if (DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        reader.Error(fields["until"]!, $"\"{until}\" is no day", "Write it as 2027-01-31");
        return null;
    }
}
