using System.Text.Json;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Support;

/// <summary>kernelsplit-support-1: what kernels serve, for programs. docs/reference.md describes it.</summary>
public static class SupportJson
{
    public static void Write(Stream output, SupportTable table)
    {
        JsonReport.Write(output, "kernelsplit-support-1", json =>
        {
            JsonReport.Array(json, "kernels", table.Kernels, kernel => Kernel(json, kernel));
            if (table.Vmm is { } vmm)
            {
                json.WriteStartObject("vmm");
                json.WriteString("program", vmm.Program);
                json.WriteString("version", vmm.Version);
                json.WriteNumber("devices", vmm.Count);
                json.WriteEndObject();
            }

            JsonReport.Array(json, "targets", table.Sections, section => Section(json, section, table));
        });
        output.Write("\n"u8);
    }

    private static void Kernel(Utf8JsonWriter json, SupportedKernel kernel)
    {
        json.WriteStartObject();
        json.WriteString("name", kernel.Name);
        json.WriteString("source", kernel.Source);
        json.WriteString("release", kernel.Release);
        json.WriteString("arch", kernel.Architecture?.Name);
        json.WriteString("config", kernel.Config?.Place);
        if (kernel.Tree is { } tree)
            json.WriteNumber("modules", tree.Modules.Count);
        else
            json.WriteNull("modules");
        json.WriteEndObject();
    }

    private static void Section(Utf8JsonWriter json, SupportSection section, SupportTable table)
    {
        json.WriteStartObject();
        json.WriteString("name", section.Target.Name);
        json.WriteString("summary", section.Target.Summary);
        JsonReport.Texts(json, "include", section.Target.Includes);
        json.WriteStartArray("lacking");
        for (var kernel = 0; kernel < table.Kernels.Count; kernel++)
            json.WriteNumberValue(table.WithIncluded(section).Sum(part => part.Lacking(kernel).Count()));
        json.WriteEndArray();
        JsonReport.Array(json, "rows", section.Rows, row => Row(json, row));
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, SupportRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", row.Kind.ToString().ToLowerInvariant());
        json.WriteString("name", row.Name);
        json.WriteBoolean("required", row.IsRequired);
        if (row.Offered is { } offered)
            JsonReport.Texts(json, "vmm", offered);
        JsonReport.Array(json, "kernels", row.Cells, cell => Cell(json, cell, row.SupportersOf(cell)));
        json.WriteEndObject();
    }

    private static void Cell(Utf8JsonWriter json, SupportCell cell, Supporters? supportedBy)
    {
        json.WriteStartObject();
        json.WriteString("state", cell.State switch
        {
            SupportState.BuiltIn => "built-in",
            SupportState.Module => "module",
            SupportState.NotHere => "not-here",
            SupportState.Missing => "missing",
            SupportState.Unknown => "unknown",
            _ => "not-on-arch",
        });
        JsonReport.Texts(json, "modules", cell.Modules);
        JsonReport.Texts(json, "packages", cell.Packages);
        JsonReport.Texts(json, "symbols", cell.Symbols);
        if (supportedBy is { } supporters)
        {
            json.WriteString("supportedBy", supporters switch
            {
                Supporters.Both => "both",
                Supporters.OnlyKernel => "kernel",
                Supporters.OnlyVmm => "vmm",
                _ => "neither",
            });
        }

        json.WriteEndObject();
    }
}
