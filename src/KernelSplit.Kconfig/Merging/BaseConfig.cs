using System.IO.Compression;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Merging;

/// <summary>
/// The base configuration that fragments are applied to: one of the kernel's make targets, or a file.
/// </summary>
public static class BaseConfig
{
    /// <summary>allnoconfig, then kernel/configs/tiny.config and the architecture's.</summary>
    public const string Tiny = "tinyconfig";

    /// <summary>Every new symbol is answered with no.</summary>
    public const string AllNo = "allnoconfig";

    /// <summary>Empty: all symbols have their defaults.</summary>
    public const string AllDefaults = "alldefconfig";

    /// <summary>The architecture's default configuration.</summary>
    public const string Default = "defconfig";

    public static IReadOnlyList<string> Names { get; } = [Tiny, AllNo, AllDefaults, Default];

    /// <summary>The base as .config text, one char per byte.</summary>
    /// <param name="name">One of <see cref="Names"/>, or a file's path.</param>
    /// <param name="tree">The kernel's Kconfig.</param>
    /// <param name="architecture">kbuild's <c>ARCH</c>.</param>
    /// <param name="sourceArchitecture">kbuild's <c>SRCARCH</c>: the directory under arch/.</param>
    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static string Read(string name, KconfigTree tree, string architecture, string sourceArchitecture)
    {
        switch (name)
        {
            case Tiny:
                return ReadTiny(tree, sourceArchitecture);
            case AllNo:
                return AllNoConfig(tree, null);
            case AllDefaults:
                return "";
            case Default:
                string[] candidates = [$"{architecture}_defconfig", "defconfig"];
                return candidates.Select(file => TreeFile(tree, $"arch/{sourceArchitecture}/configs/{file}"))
                        .FirstOrDefault(text => text is not null)
                    ?? throw new InvalidInputException(
                        $"arch/{sourceArchitecture}/configs",
                        "no defconfig for this architecture",
                        "Give a .config as the base");
            default:
                return File.Exists(name)
                    ? ByteText.Of(Inflated(name, File.ReadAllBytes(name)))
                    : throw new InvalidInputException(
                        name, "no such base configuration", $"Give a .config, or one of: {string.Join(", ", Names)}");
        }
    }

    /// <summary>/proc/config.gz is compressed.</summary>
    private static byte[] Inflated(string name, byte[] file)
    {
        const int most = 16 << 20;
        if (file is not [0x1F, 0x8B, ..])
            return file;
        var text = new byte[most];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            var length = gzip.ReadAtLeast(text, most, throwOnEndOfStream: false);
            return length < most ? text[..length] : throw new InvalidInputException(name, "too long for a .config");
        }
        catch (InvalidDataException)
        {
            throw new InvalidInputException(name, "damaged: it begins as gzip does, and can't be decompressed");
        }
    }

    /// <summary>scripts/kconfig/Makefile, <c>tinyconfig</c>.</summary>
    private static string ReadTiny(KconfigTree tree, string sourceArchitecture)
    {
        var least = AllNoConfig(tree, TreeFile(tree, "kernel/configs/tiny-base.config"));
        var lines = new List<Assignment>();
        foreach (var file in new[] { "kernel/configs/tiny.config", $"arch/{sourceArchitecture}/configs/tiny.config" })
            lines.AddRange(ConfigText.Read((TreeFile(tree, file) ?? "").Split('\n'), file, []));
        var last = lines.GroupBy(line => line.Symbol, StringComparer.Ordinal).Select(group => group.Last());
        var tiny = MergedConfig.Of(last, []);
        return Configuration.Of(tree, tiny.ApplyTo(least), Tiny).ToConfig();
    }

    private static string AllNoConfig(KconfigTree tree, string? seed)
    {
        var configuration = new Configuration(tree);
        if (seed is not null)
            configuration.Load(ByteText.BytesOf(seed), AllNo);
        new NewSymbols(configuration, Tristate.No).Answer();
        return configuration.ToConfig();
    }

    private static string? TreeFile(KconfigTree tree, string name) =>
        tree.Host.ReadFile(name) is { } bytes ? ByteText.Of(bytes) : null;
}
