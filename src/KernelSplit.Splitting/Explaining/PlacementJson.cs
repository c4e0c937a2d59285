using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>Modules and packages of a plan for programs; docs/reference.md describes the format.</summary>
public static class PlacementJson
{
    /// <summary>A module with all that is known of why it is there.</summary>
    public static void Module(Utf8JsonWriter json, PlanIndex index, Placement placement)
    {
        var chain = index.ChainOf(placement);
        json.WriteStartObject();
        Fields(json, placement);
        json.WriteString("path", placement.Path);
        json.WriteString("sentence", new PlacementSentence(index).Of(placement));
        JsonReport.Array(json, "chain", chain.Links, link =>
        {
            json.WriteStartObject();
            json.WriteString("user", link.User);
            json.WriteString("dependency", link.Dependency);
            json.WriteEndObject();
        });
        json.WritePropertyName("heldBy");
        Brief(json, chain.Holder);
        JsonReport.Array(json, "needs", index.Dependencies(placement), other => Place(json, other));
        JsonReport.Array(json, "neededBy", index.Users(placement.Module), other => Place(json, other));
        json.WriteEndObject();
    }

    /// <summary>A module, its package and the reason as the plan has it.</summary>
    public static void Brief(Utf8JsonWriter json, Placement placement)
    {
        json.WriteStartObject();
        Fields(json, placement);
        json.WriteEndObject();
    }

    public static void Package(Utf8JsonWriter json, PackageExplanation explanation)
    {
        json.WriteStartObject();
        json.WriteString("name", explanation.Package.Name);
        json.WriteString("summary", explanation.Package.Summary);
        JsonReport.Texts(json, "requires", explanation.Package.Requires);
        json.WriteNumber("modules", explanation.Modules.Count);
        json.WriteNumber("size", explanation.Size);
        JsonReport.Array(json, "shares", explanation.Shares, share =>
        {
            json.WriteStartObject();
            json.WriteString("kind", share.Kind.ToString());
            json.WriteString("rule", share.Rule);
            json.WriteString("because", share.Because);
            json.WriteNumber("size", share.Size);
            JsonReport.Array(json, "modules", share.Modules, module => Brief(json, module));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Fields(Utf8JsonWriter json, Placement placement)
    {
        json.WriteString("module", placement.Module);
        json.WriteString("package", placement.Package);
        json.WriteNumber("size", placement.Size);
        json.WriteStartObject("reason");
        json.WriteString("kind", placement.Reason.Kind.ToString());
        json.WriteString("rule", placement.Reason.Rule);
        json.WriteString("because", placement.Reason.Because);
        json.WriteString("evidence", placement.Reason.Evidence);
        JsonReport.Texts(json, "modules", placement.Reason.Modules);
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, Placement placement)
    {
        json.WriteStartObject();
        json.WriteString("module", placement.Module);
        json.WriteString("package", placement.Package);
        json.WriteEndObject();
    }
}
