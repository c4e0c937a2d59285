using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Booting.Reports;

/// <summary>kernelsplit-boot-1: boots for programs. docs/reference.md describes it.</summary>
public static class BootJson
{
    public static string Write(IReadOnlyList<BootResult> boots) => JsonReport.Text(
        new BootDocument(
            "kernelsplit-boot-1", boots[0].Release, boots.All(boot => boot.HasPassed),
            boots.Select(boot => new BootedGuest(
                boot.Target, boot.Machine, boot.Packages, boot.Accelerator, boot.Reason, boot.Qemu, boot.HasPassed,
                Math.Round(boot.Elapsed.TotalSeconds, 1), boot.ConsoleLog, boot.Devices, boot.Unlisted, boot.Checks,
                boot.Findings))),
        BootContext.Default.BootDocument);
}

internal sealed record BootDocument(string Schema, string Release, bool Passed, IEnumerable<BootedGuest> Boots);

internal sealed record BootedGuest(
    string Target, string Machine, IReadOnlyList<string> Packages, string Accelerator, string? Reason, string Qemu,
    bool Passed, double Seconds, string Console, IReadOnlyList<BootedDevice> Devices,
    IReadOnlyList<UnlistedDevice> Unlisted, IReadOnlyList<BootCheck> Checks, IReadOnlyList<Diagnostic> Findings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BootDocument))]
internal sealed partial class BootContext : JsonSerializerContext;
