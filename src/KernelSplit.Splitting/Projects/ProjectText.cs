using System.Globalization;
using System.Text.Json;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Projects;

/// <summary>What a split needs of a project, as a project file that stands alone.</summary>
public static class ProjectText
{
    /// <param name="project">The project.</param>
    /// <param name="map">Where its map will be, relative to the file.</param>
    public static string Of(Project project, string map) => string.Concat(new[]
    {
        $"name: {Quote(project.Name)}",
        $"release: {Quote(project.Release)}",
        $"arch: {Quote(project.Architecture.Name)}",
        $"targets: [{string.Join(", ", project.Targets.Select(target => Quote(target.Name)))}]",
        $"package-map: {Quote(map)}",
        $"distribution: {Quote(project.PackagesFor)}",
        project.Waivers.Count == 0 ? "" : "waivers:",
    }.Concat(project.Waivers.Select(Entry)).Where(line => line.Length > 0).Select(line => line + "\n"));

    private static string Entry(Waiver waiver)
    {
        var until = waiver.Until is { } day
            ? $", until: {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return $"  - {{check: {waiver.Check}, about: {Quote(waiver.About)}, because: {Quote(waiver.Because)}{until}}}";
    }

    /// <summary>A JSON string is one of YAML too.</summary>
    internal static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
