using System.Text;
using System.Text.Json;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>kernelsplit-touches-1: the impact of a change as JSON. docs/reference.md describes it.</summary>
public static class ImpactJson
{
    public static string Write(ImpactReport report)
    {
        using var output = new MemoryStream();
        JsonReport.Write(output, "kernelsplit-touches-1", json =>
        {
            json.WriteString("release", report.Release);
            json.WriteBoolean("kernelImage", report.KernelImage);
            json.WriteString("basePackage", report.BasePackage);
            json.WriteBoolean("baseImageNeedsRespin", report.BaseImageNeedsRespin);
            json.WriteBoolean("atMost", report.IsAtMost);
            JsonReport.Array(json, "packages", report.Packages, package => Package(json, package));
            JsonReport.Array(json, "files", report.Files, file => File(json, file));
            JsonReport.Texts(json, "notInThisKernel", report.NotInThisKernel);
        });
        output.Write("\n"u8);
        return Encoding.UTF8.GetString(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    private static void Package(Utf8JsonWriter json, ImpactedPackage package)
    {
        json.WriteStartObject();
        json.WriteString("name", package.Name);
        json.WriteBoolean("kernelImage", package.KernelImage);
        json.WriteBoolean("deviceTrees", package.DeviceTrees);
        JsonReport.Texts(json, "modules", package.Modules.Select(module => module.Name!));
        json.WriteEndObject();
    }

    private static void File(Utf8JsonWriter json, FileImpact file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Reach.File);
        json.WriteString("place", file.File.Place);
        json.WriteBoolean("missing", file.Reach.IsMissing);
        json.WriteString("because", file.Reach.Because);
        json.WriteBoolean("atMost", file.Reach.IsAtMost);
        json.WriteBoolean("kernelImage", file.Reach.KernelImage);
        json.WriteBoolean("deviceTrees", file.Reach.DeviceTrees);
        JsonReport.Texts(json, "packages", file.Packages);
        JsonReport.Array(json, "modules", file.Modules, module => Module(json, module));
        json.WriteEndObject();
    }

    private static void Module(Utf8JsonWriter json, ImpactedModule module)
    {
        json.WriteStartObject();
        json.WriteString("name", module.Name);
        json.WriteString("sourcePath", module.SourcePath);
        json.WriteString("package", module.Package);
        json.WriteEndObject();
    }
}
