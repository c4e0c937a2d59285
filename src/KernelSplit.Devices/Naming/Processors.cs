namespace KernelSplit.Devices.Naming;

/// <summary><c>cpu:type:x86,venNfamNmodN:feature:*N*</c>, <c>cpu:type:*:feature:*N*</c></summary>
internal static class Processors
{
    // arch/x86/include/asm/processor.h
    private static readonly Dictionary<uint, string> X86Vendors = NameTable.OfNumbers(
        (0, "Intel"), (1, "Cyrix"), (2, "AMD"), (3, "UMC"), (5, "Centaur"), (7, "Transmeta"),
        (8, "National Semiconductor"), (9, "Hygon"), (10, "Zhaoxin"), (11, "Vortex86"));

    public static DeviceAlias? Describe(string text)
    {
        var parts = text.Split(':');
        if (parts is not ["type", var type, "feature", .. var features])
            return null;
        var comma = type.IndexOf(',', StringComparison.Ordinal);
        var fields = new AliasFields(comma < 0 ? "" : type[(comma + 1)..]);
        var needed = string.Concat(features).Split([',', '*'], StringSplitOptions.RemoveEmptyEntries);
        return new DeviceAlias("CPU", "", Phrase.Join(
            ", ",
            Phrase.Join(" ", Vendor(fields.Number("ven")), (comma < 0 ? type : type[..comma]).Trim('*')),
            Number("family", fields.Number("fam")),
            Number("model", fields.Number("mod")),
            Phrase.Prefixed("with feature", Phrase.Join(", ", needed.Select(Hex.Short)))));
    }

    private static string Vendor(uint? number) =>
        number is { } known ? X86Vendors.GetValueOrDefault(known, $"vendor {known:x4}") : "any";

    private static string? Number(string name, uint? number) => number is null ? null : $"{name} {number:x}h";
}
