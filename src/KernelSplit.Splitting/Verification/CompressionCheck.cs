using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Modules that the kernel's own decompressor can't read. With CONFIG_MODULE_DECOMPRESS, kmod (31 or newer) hands files
/// of the kernel's format to it instead of decompressing them.
/// </summary>
public static class CompressionCheck
{
    private const int MostNames = 3;

    private static readonly string[] Formats = ["gzip", "xz", "zstd"];

    private const string Hint =
        "Compress modules as kbuild does: xz --check=crc32 --lzma2=dict=1MiB, gzip -n or zstd";

    /// <param name="tree">The kernel's modules.</param>
    /// <param name="config">Reads its .config; null where there is none.</param>
    public static IEnumerable<Diagnostic> Run(ModuleTree tree, Func<KernelConfig?> config)
    {
        var suspects = tree.Modules
            .Where(module => module.Compression is { Unsupported: not null } or { Symbol: not null }).ToList();
        return suspects.Count == 0 ? [] : Judge(tree, suspects, config());
    }

    private static IEnumerable<Diagnostic> Judge(ModuleTree tree, List<KernelModule> suspects, KernelConfig? config)
    {
        if (config is not null && config.Value("MODULE_DECOMPRESS") != "y")
            yield break;
        foreach (var same in suspects
            .Where(module => config is null || IsInKernel(module.Compression!.Format, config))
            .Select(module => (module.Name, Why: WhyUnread(module.Compression!, config)))
            .Where(unread => unread.Why is not null)
            .GroupBy(unread => unread.Why!, unread => unread.Name))
        {
            var message = $"the kernel's own decompressor can't read {Names.Some([.. same], MostNames)}: {same.Key}";
            yield return config is null
                ? Diagnostic.Note(
                    DiagnosticKind.Compression, tree.Source,
                    $"{message}; whether this kernel uses it is unknown, as there is no .config", Hint)
                : Diagnostic.Warning(
                    DiagnosticKind.Compression, tree.Source,
                    $"{message}; {config.Place} has CONFIG_MODULE_DECOMPRESS=y", Hint);
        }
    }

    /// <summary>The kernel decompresses the one format in which kbuild compresses modules.</summary>
    private static bool IsInKernel(string format, KernelConfig config)
    {
        var formats = Formats
            .Where(known => config.Value($"MODULE_COMPRESS_{known.ToUpperInvariant()}") == "y").ToList();
        return formats.Count == 0 || formats.Contains(format);
    }

    private static string? WhyUnread(ModuleCompression compression, KernelConfig? config) =>
        compression.Unsupported
        ?? (config is not null && config.Value(compression.Symbol!) != "y"
            ? $"its filter needs CONFIG_{compression.Symbol}"
            : null);
}
