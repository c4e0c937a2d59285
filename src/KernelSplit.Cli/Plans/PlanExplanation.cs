using System.Text.Json;
using KernelSplit.Cli.Output;
using KernelSplit.Diagnostics;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Plans;

/// <summary>Tells of a module or a package what a plan says.</summary>
internal static class PlanExplanation
{
    private static readonly string[] UsualPlaces = ["plan.json", Path.Combine("out", "plan.json")];

    /// <param name="what">A module or a package.</param>
    /// <param name="file">The plan; where split and run write it, when null.</param>
    /// <param name="json">Whether programs read it.</param>
    public static void Tell(string what, string? file, bool json)
    {
        file ??= UsualPlaces.FirstOrDefault(File.Exists) ?? throw new InvalidInputException(
            what, "whether this is a module or a package, a plan tells, and there is none here", $"Name one with --plan; for a Kconfig symbol write CONFIG_{what.ToUpperInvariant().Replace('-', '_')}");
        var plan = PlanFile.Read(file);
        var text = new PlanText(plan);
        var package = plan.Packages.FirstOrDefault(package => package.Name == what);
        var placement = text.Find(what);
        if (package is null && placement is null)
        {
            var near = Nearest.To(what, [.. plan.Packages.Select(p => p.Name), .. plan.Placements.Select(p => p.Module)]);
            throw new InvalidInputException(what, $"no module or package of {file}", near is null ? null : $"Did you mean \"{near}\"?");
        }

        if (json)
            WriteJson(plan, text, package, placement);
        else
            Console.Out.Write(string.Join(Environment.NewLine, new[] { package is null ? null : text.Of(package), placement is null ? null : text.Of(placement) }.OfType<string>()));
    }

    private static void WriteJson(Plan plan, PlanText text, Package? package, Placement? placement)
    {
        using var output = Console.OpenStandardOutput();
        JsonReport.Write(output, "kernelsplit-placement-1", writer =>
        {
            writer.WriteString("release", plan.Release);
            if (package is not null)
            {
                writer.WriteString("package", package.Name);
                WritePlacements(writer, "modules", plan.In(package.Name));
            }

            if (placement is not null)
            {
                writer.WriteString("module", placement.Module);
                WritePlacements(writer, "story", text.Story(placement).Select(step => step.Step));
            }
        });
    }

    private static void WritePlacements(Utf8JsonWriter writer, string name, IEnumerable<Placement> placements)
    {
        writer.WriteStartArray(name);
        foreach (var placement in placements)
        {
            writer.WriteStartObject();
            writer.WriteString("module", placement.Module);
            writer.WriteString("package", placement.Package);
            writer.WriteNumber("size", placement.Size);
            writer.WriteString("reason", placement.Reason.Words(placement.Package));
            writer.WriteString("rule", placement.Reason.Rule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
