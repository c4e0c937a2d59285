using System.Text.Json;
using KernelSplit.Splitting.Support;

namespace KernelSplit.Cli.Support;

/// <summary>kernelsplit-support-1: what kernels serve, for programs. docs/reference.md describes it.</summary>
internal static class SupportJson
{
    public static void Write(Stream output, SupportTable table)
    {
        using var json = new Utf8JsonWriter(output, JsonStyle.Options);
        json.WriteStartObject();
        json.WriteString("schema", "kernelsplit-support-1");
        json.WriteStartArray("kernels");
        foreach (var kernel in table.Kernels)
            Kernel(json, kernel);
        json.WriteEndArray();
        if (table.Vmm is { } vmm)
        {
            json.WriteStartObject("vmm");
            json.WriteString("program", vmm.Program);
            json.WriteString("version", vmm.Version);
            json.WriteNumber("devices", vmm.Count);
            json.WriteEndObject();
        }

        json.WriteStartArray("targets");
        foreach (var section in table.Sections)
            Section(json, section, table);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
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
        JsonStyle.Texts(json, "include", section.Target.Includes);
        json.WriteStartArray("lacking");
        for (var kernel = 0; kernel < table.Kernels.Count; kernel++)
            json.WriteNumberValue(table.WithIncluded(section).Sum(part => part.Lacking(kernel).Count()));
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in section.Rows)
            Row(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, SupportRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", row.Kind.ToString().ToLowerInvariant());
        json.WriteString("name", row.Name);
        json.WriteBoolean("required", row.IsRequired);
        if (row.Offered is { } offered)
            JsonStyle.Texts(json, "vmm", offered);
        json.WriteStartArray("kernels");
        foreach (var cell in row.Cells)
            Cell(json, cell, row.SidesOf(cell));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Cell(Utf8JsonWriter json, Cell cell, Sides? sides)
    {
        json.WriteStartObject();
        json.WriteString("state", cell.State switch
        {
            CellState.BuiltIn => "built-in",
            CellState.Module => "module",
            CellState.NotHere => "not-here",
            CellState.Missing => "missing",
            CellState.Unknown => "unknown",
            _ => "not-on-arch",
        });
        JsonStyle.Texts(json, "modules", cell.Modules);
        JsonStyle.Texts(json, "packages", cell.Packages);
        JsonStyle.Texts(json, "symbols", cell.Symbols);
        if (sides is { } has)
            json.WriteString("sides", has switch { Sides.Both => "both", Sides.OnlyKernel => "kernel", Sides.OnlyVmm => "vmm", _ => "neither" });
        json.WriteEndObject();
    }
}
