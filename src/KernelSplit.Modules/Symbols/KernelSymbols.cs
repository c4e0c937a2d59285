using System.Globalization;
using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Symbols;

/// <summary>The symbols that vmlinux exports, which modules may import without another module.</summary>
public sealed class KernelSymbols
{
    private const int LargestFile = 256 << 20;

    private readonly Dictionary<string, uint?> _crcs;

    private KernelSymbols(string source, Dictionary<string, uint?> crcs) => (Source, _crcs) = (source, crcs);

    /// <summary>The file that it was read from.</summary>
    public string Source { get; }

    /// <summary>
    /// Finds the symbol file of a directory's kernel in the usual places: next to the modules, in /boot, in the build
    /// tree or the headers. A file without any exported symbol is a stub and is ignored.
    /// </summary>
    /// <param name="directory">A root directory, a release's directory, or kbuild's output.</param>
    /// <param name="release">The kernel's release.</param>
    /// <exception cref="InvalidInputException">The file exists but can't be parsed.</exception>
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

    /// <summary>Reads a System.map or Module.symvers, optionally compressed with gzip, xz or zstd.</summary>
    /// <exception cref="InvalidInputException">It can't be read, or is neither of them.</exception>
    public static KernelSymbols Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Read(file, stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(file, e.Message);
        }
    }

    /// <exception cref="InvalidDataException">It is damaged, or too large.</exception>
    /// <exception cref="InvalidInputException">It is neither of them.</exception>
    internal static KernelSymbols Read(string place, Stream file)
    {
        using var stored = ReadAll(file);
        var format = CompressionMagic.Detect(stored.Span);
        if (format == CompressionFormat.None)
            return Parse(place, stored.Span);
        using var content = Decompressor.Decompress(stored.Span, format, LargestFile);
        return Parse(place, content.Span);
    }

    internal static PooledBuffer ReadAll(Stream file) =>
        PooledBuffer.ReadAll(file, file.CanSeek ? file.Length + 1 : 1 << 20, LargestFile);

    /// <summary>How many there are.</summary>
    public int Count => _crcs.Count;

    /// <summary>Whether vmlinux exports a symbol, and its CRC, if the file has CRCs.</summary>
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

    internal static KernelSymbols Parse(string file, ReadOnlySpan<byte> text)
    {
        var crcs = new Dictionary<string, uint?>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in new BytePieces(text, (byte)'\n'))
        {
            number++;
            if (!line.IsEmpty && !TryAdd(line, crcs))
                throw new InvalidInputException(
                    [Diagnostic.Error(file, "not a line of System.map or Module.symvers", line: number)]);
        }
        return new KernelSymbols(file, crcs);
    }

    /// <summary>
    /// Module.symvers: CRC, symbol, file and kind, separated by tabs (scripts/mod/modpost.c, write_dump). System.map:
    /// address, type and symbol, separated by spaces; symbols that vmlinux exports have an entry <c>__ksymtab_NAME</c>.
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
        var exporter = rest[(end + 1)..];
        if (exporter.StartsWith("vmlinux"u8))
            crcs[Encoding.UTF8.GetString(rest[..end])] = crc;
        return true;
    }
}
