using System.Globalization;
using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Symbols;

/// <summary>What vmlinux exports: what modules may import without another module giving it.</summary>
public sealed class KernelSymbols
{
    private const int LargestFile = 256 << 20;

    private readonly Dictionary<string, uint?> _crcs;

    private KernelSymbols(string source, Dictionary<string, uint?> crcs) => (Source, _crcs) = (source, crcs);

    /// <summary>The file that says so.</summary>
    public string Source { get; }

    /// <summary>
    /// Finds the file that goes with a directory's kernel, where people put it: beside the modules, in /boot, in the
    /// build tree or the headers. One without a single exported symbol is a placeholder and doesn't count.
    /// </summary>
    /// <param name="directory">A root directory, a release's own, or kbuild's output.</param>
    /// <param name="release">The kernel's release.</param>
    /// <exception cref="InvalidInputException">The file is there and can't be understood.</exception>
    public static KernelSymbols? Find(string directory, string release)
    {
        foreach (var name in Candidates(release))
        {
            var file = Path.Combine(directory, name);
            if (File.Exists(file) && Read(file) is { _crcs.Count: > 0 } symbols)
                return symbols;
        }
        return null;
    }

    /// <summary>Reads a System.map or a Module.symvers, also with gzip, xz or zstd.</summary>
    /// <exception cref="InvalidInputException">It can't be read, or is neither.</exception>
    public static KernelSymbols Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var stored = PooledBuffer.ReadAll(stream, stream.Length + 1, LargestFile);
            var format = CompressionMagic.Detect(stored.Span);
            if (format == CompressionFormat.None)
                return Parse(file, stored.Span);
            using var content = Decompressor.Decompress(stored.Span, format, LargestFile);
            return Parse(file, content.Span);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(file, e.Message);
        }
    }

    /// <summary>Whether vmlinux exports a symbol; its version too, where the file says it.</summary>
    public bool TryFind(string name, out uint? crc) => _crcs.TryGetValue(name, out crc);

    private static IEnumerable<string> Candidates(string release) =>
    [
        "Module.symvers",
        $"lib/modules/{release}/symvers.gz",
        $"lib/modules/{release}/symvers.xz",
        $"lib/modules/{release}/symvers.zst",
        $"usr/lib/modules/{release}/symvers.gz",
        $"usr/lib/modules/{release}/symvers.xz",
        $"usr/lib/modules/{release}/symvers.zst",
        "symvers.gz",
        "symvers.xz",
        "symvers.zst",
        $"boot/symvers-{release}.gz",
        $"boot/symvers-{release}.xz",
        $"usr/src/linux-headers-{release}/Module.symvers",
        $"lib/modules/{release}/build/Module.symvers",
        "build/Module.symvers",
        $"lib/modules/{release}/System.map",
        $"usr/lib/modules/{release}/System.map",
        "System.map",
        $"boot/System.map-{release}",
    ];

    private static KernelSymbols Parse(string file, ReadOnlySpan<byte> text)
    {
        var crcs = new Dictionary<string, uint?>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in new BytePieces(text, (byte)'\n'))
        {
            number++;
            if (!line.IsEmpty && !TryAdd(line, crcs))
                throw new InvalidInputException(
                    [Diagnostic.Error(file, "neither a line of System.map nor one of Module.symvers", line: number)]);
        }
        return new KernelSymbols(file, crcs);
    }

    /// <summary>
    /// Module.symvers: version, symbol, file and kind with tabs between (scripts/mod/modpost.c, write_dump). System.map:
    /// address, kind and symbol with spaces between; what vmlinux exports has a symbol <c>__ksymtab_NAME</c>.
    /// </summary>
    private static bool TryAdd(ReadOnlySpan<byte> line, Dictionary<string, uint?> crcs)
    {
        var tab = line.IndexOf((byte)'\t');
        if (tab < 0)
        {
            var lastSpace = line.LastIndexOf((byte)' ');
            var entry = line[(lastSpace + 1)..];
            if (entry.StartsWith("__ksymtab_"u8))
                crcs[Encoding.UTF8.GetString(entry["__ksymtab_".Length..])] = null;
            return lastSpace > 0;
        }
        var rest = line[(tab + 1)..];
        var end = rest.IndexOf((byte)'\t');
        if (end <= 0 || !line.StartsWith("0x"u8)
            || !uint.TryParse(line[2..tab], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc))
        {
            return false;
        }
        var home = rest[(end + 1)..];
        if (home.StartsWith("vmlinux"u8))
            crcs[Encoding.UTF8.GetString(rest[..end])] = crc;
        return true;
    }
}
