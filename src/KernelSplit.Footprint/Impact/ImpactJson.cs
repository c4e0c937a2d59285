using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>kernelsplit-touches-1: the impact of a change as JSON. docs/reference.md describes it.</summary>
public static class ImpactJson
{
    public static string Write(ImpactReport report) => JsonReport.Text(
        new ImpactDocument(
            "kernelsplit-touches-1", report.Release, report.KernelImage, report.BasePackage,
            report.BaseImageNeedsRespin, report.IsAtMost,
            report.Packages.Select(package => new ImpactedPackageDocument(
                package.Name, package.KernelImage, package.DeviceTrees,
                package.Modules.Select(module => module.Name!))),
            report.Files.Select(file => new FileImpactDocument(
                file.Reach.File, file.File.Place, file.Reach.IsMissing, file.Reach.Because, file.Reach.IsAtMost,
                file.Reach.KernelImage, file.Reach.DeviceTrees, file.Packages,
                file.Modules.Select(module =>
                    new ImpactedModuleDocument(module.Name, module.SourcePath, module.Package)))),
            report.NotInThisKernel),
        ImpactContext.Default.ImpactDocument);
}

internal sealed record ImpactDocument(
    string Schema, string Release, bool KernelImage, string BasePackage, bool BaseImageNeedsRespin, bool AtMost,
    IEnumerable<ImpactedPackageDocument> Packages, IEnumerable<FileImpactDocument> Files,
    IEnumerable<string> NotInThisKernel);

internal sealed record ImpactedPackageDocument(
    string Name, bool KernelImage, bool DeviceTrees, IEnumerable<string> Modules);

internal sealed record FileImpactDocument(
    string Path, string? Place, bool Missing, string? Because, bool AtMost, bool KernelImage, bool DeviceTrees,
    IEnumerable<string> Packages, IEnumerable<ImpactedModuleDocument> Modules);

internal sealed record ImpactedModuleDocument(string? Name, string SourcePath, string? Package);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImpactDocument))]
internal sealed partial class ImpactContext : JsonSerializerContext;
