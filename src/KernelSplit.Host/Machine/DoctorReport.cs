using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Host.Machine;

/// <summary>What <c>doctor --json</c> prints.</summary>
/// <param name="Schema">The format's name and version.</param>
/// <param name="Missing">
/// The needs that this machine doesn't meet, with the package name in each distribution family.
/// </param>
/// <param name="Command">
/// The command that installs them here; null if nothing is missing or the package manager is unknown.
/// </param>
public sealed record DoctorReport(string Schema, IReadOnlyList<Need> Missing, string? Command)
{
    public static DoctorReport Of(IReadOnlyList<Need> missing) => new(
        "kernelsplit-doctor-1",
        missing,
        missing.Count == 0 ? null : PackageManager.OfThisMachine()?.CommandFor(missing));

    public string ToJson() => JsonReport.Text(this, DoctorJson.Default.DoctorReport);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
