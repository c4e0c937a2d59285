using System.Text.Json;
using System.Text.Json.Serialization;

namespace KernelSplit.Host.Machine;

/// <summary>What <c>doctor --json</c> prints.</summary>
/// <param name="Schema">The format's name and version.</param>
/// <param name="Missing">The needs that aren't met, with the package that each distribution family has for them.</param>
/// <param name="Command">Installs them on this machine; null when nothing is missing or the package manager is unknown.</param>
public sealed record MachineReport(string Schema, IReadOnlyList<Need> Missing, string? Command)
{
    public static MachineReport Of(IReadOnlyList<Need> missing) => new(
        "kernelsplit-doctor-1",
        missing,
        missing.Count == 0 ? null : PackageManager.OfThisMachine()?.CommandFor(missing));

    public string ToJson() => JsonSerializer.Serialize(this, MachineJson.Default.MachineReport);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(MachineReport))]
internal sealed partial class MachineJson : JsonSerializerContext;
