using System.Globalization;
using System.Text;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// The sizes of vmlinux's parts, from the start and end symbols of the linker script (arch/*/kernel/vmlinux.lds.S).
/// </summary>
internal static class SystemMap
{
    private static readonly (string Name, string Start, string End)[] Parts =
    [
        ("text", "_text", "_etext"),
        ("rodata", "__start_rodata", "__end_rodata"),
        ("data", "_sdata", "_edata"),
        ("init", "__init_begin", "__init_end"),
        ("bss", "__bss_start", "__bss_stop"),
        ("all", "_text", "_end"),
    ];

    /// <summary>Empty if none of the symbols exists: Debian ships a stub that points to the real file.</summary>
    public static IReadOnlyList<ModuleSection> Read(ReadOnlySpan<byte> content)
    {
        var wanted = Parts.SelectMany(part => new[] { part.Start, part.End }).ToHashSet(StringComparer.Ordinal);
        var addresses = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var bytes in new BytePieces(content, (byte)'\n'))
        {
            if (Encoding.UTF8.GetString(bytes).Split(' ') is [var address, _, var name] && wanted.Contains(name)
                && ulong.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                addresses[name] = value;
            }
        }

        return
        [
            .. Parts.Where(part => addresses.ContainsKey(part.Start) && addresses.ContainsKey(part.End))
                .Select(part =>
                    new ModuleSection(part.Name, (long)(addresses[part.End] - addresses[part.Start]), IsLoaded: true)),
        ];
    }
}
