using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>What another rule would do, for programs; docs/reference.md describes the format.</summary>
public static class WhyNotJson
{
    public static void Write(Stream to, WhyNot answer) => JsonReport.Write(to, "kernelsplit-why-not-1", json =>
    {
        json.WriteString("release", answer.Before.Release);
        json.WriteString("map", answer.Before.Map);
        json.WriteString("package", answer.Package.Name);
        json.WritePropertyName("module");
        PlacementJson.Module(json, new PlanIndex(answer.Before), answer.Module);
        json.WriteBoolean("possible", answer.IsPossible);
        json.WritePropertyName("outcome");
        if (answer.Outcome is { } outcome)
            PlacementJson.Brief(json, outcome);
        else
            json.WriteNullValue();
        Moves(json, "following", answer.Following);
        Moves(json, "others", answer.Others);
        JsonReport.Array(json, "packages", answer.Before.Packages, package =>
        {
            json.WriteStartObject();
            json.WriteString("package", package.Name);
            Total(json, "before", answer.Before, package.Name);
            if (answer.After is { } after)
                Total(json, "after", after, package.Name);
            json.WriteEndObject();
        });
        JsonReport.Texts(json, "obstacles", answer.Obstacles.Select(obstacle => obstacle.Message));
    });

    private static void Moves(Utf8JsonWriter json, string name, IReadOnlyList<Move> moves)
    {
        json.WriteStartObject(name);
        json.WriteNumber("size", moves.Sum(move => move.Before.Size));
        JsonReport.Array(json, "modules", moves, move =>
        {
            json.WriteStartObject();
            json.WriteString("module", move.Before.Module);
            json.WriteNumber("size", move.Before.Size);
            json.WriteString("from", move.Before.Package);
            json.WriteString("to", move.After.Package);
            json.WriteString("why", move.After.Reason.Words(move.After.Package));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Total(Utf8JsonWriter json, string name, Plan plan, string package)
    {
        json.WriteStartObject(name);
        json.WriteNumber("modules", plan.In(package).Count());
        json.WriteNumber("size", plan.In(package).Sum(module => module.Size));
        json.WriteEndObject();
    }
}
