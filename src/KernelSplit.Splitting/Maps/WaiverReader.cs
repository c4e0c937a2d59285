using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads <c>waivers:</c> of a package map or a project.</summary>
/// <param name="reader">Its file.</param>
/// <param name="checks">The checks whose findings can be waived there.</param>
internal sealed class WaiverReader(YamlReader reader, IReadOnlyList<string> checks)
{
    internal static readonly string[] Keys = ["check", "about", "because", "until"];

    /// <returns>One for each name that an entry is about, with the node of that name.</returns>
    public IReadOnlyList<(Waiver Waiver, YamlValue About)> Read(YamlValue? list) =>
        [.. YamlReader.Items(list).SelectMany(ReadEntry)];

    private List<(Waiver Waiver, YamlValue About)> ReadEntry(YamlValue node)
    {
        var fields = reader.Fields(node, Keys);
        var check = fields.Required("check");
        if (check.Length > 0 && !checks.Contains(check))
            reader.Error(fields["check"]!, UnknownCheck(check), HintFor(check));
        var because = fields.Required("because");
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

    private static string UnknownCheck(string check) => RenamedKeys.Checks.TryGetValue(check, out var now)
        ? RenamedKeys.Message(check, now)
        : $"no check \"{check}\"{(Waiver.Checks.Contains(check) ? " here" : "")}";

    private string? HintFor(string check) =>
        RenamedKeys.Checks.ContainsKey(check) ? null
        : Waiver.Checks.Contains(check)
            ? $"Waive \"{check}\" in the package map; here it can be {string.Join(", ", checks)}"
        : Nearest.Hint(check, checks);

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
