using KernelSplit.Foundation;
using KernelSplit.Modules.Reading;
using KernelSplit.Modules.Symbols;

namespace KernelSplit.Modules;

/// <summary>The files of a prebuilt kernel besides its modules; each is null where there is none.</summary>
/// <param name="Image">The bootable file.</param>
/// <param name="Config">Its .config.</param>
/// <param name="Symbols">What vmlinux exports; null too where System.map is a stub.</param>
public sealed record KernelFiles(KernelImage? Image, KernelConfigFile? Config, KernelSymbols? Symbols)
{
    private static readonly string[] Compressions = ["gz", "xz", "zst"];

    public static readonly KernelFiles None = new(null, null, null);

    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="release">The kernel's release.</param>
    /// <exception cref="InvalidInputException">An archive is damaged, or a file can't be read.</exception>
    public static KernelFiles Find(IReadOnlyList<string> inputs, string release)
    {
        KernelImage? image = null;
        KernelConfigFile? config = null;
        KernelSymbols? map = null;
        KernelSymbols? symvers = null;
        IReadOnlyList<ModuleSection> parts = [];
        KernelFileSearch.Read(
            inputs,
            release,
            new WantedFile(
                [.. BootNames.Of("config", release), .. KernelFileSearch.InRelease(release, "config")],
                ["config", ".config"],
                (place, content) => config = KernelConfigFile.Read(place, content)),
            ImageFile(release, content => image = KernelImage.Read(content)),
            new WantedFile(
                [.. BootNames.Of("System.map", release), .. KernelFileSearch.InRelease(release, "System.map")],
                ["System.map"],
                (place, content) =>
                {
                    using var text = KernelSymbols.ReadAll(content);
                    parts = SystemMap.Read(text.Span);
                    map = KernelSymbols.Parse(place, text.Span);
                }),
            new WantedFile(
                [
                    .. Compressions.SelectMany(ending =>
                        KernelFileSearch.InRelease(release, $"symvers.{ending}")
                            .Append($"boot/symvers-{release}.{ending}")),
                ],
                ["Module.symvers"],
                (place, content) => symvers = KernelSymbols.Read(place, content))
            {
                IsOptional = true,
            });
        return new KernelFiles(
            image is null ? null : image with { Parts = parts }, config, OrNull(symvers) ?? OrNull(map));

        static KernelSymbols? OrNull(KernelSymbols? symbols) => symbols is { Count: > 0 } ? symbols : null;
    }

    /// <summary>Copies the bootable file.</summary>
    /// <returns>False if there is none.</returns>
    /// <inheritdoc cref="Find" path="/param|/exception"/>
    public static bool CopyImage(IReadOnlyList<string> inputs, string release, Stream to)
    {
        var isFound = false;
        KernelFileSearch.Read(inputs, release, ImageFile(release, content =>
        {
            content.CopyTo(to);
            isFound = true;
        }));
        return isFound;
    }

    private static WantedFile ImageFile(string release, Action<Stream> read) => new(
        [.. BootNames.OfImage(release), .. KernelFileSearch.InRelease(release, "vmlinuz")],
        ["vmlinuz", "arch/x86/boot/bzImage", "arch/arm64/boot/Image"],
        (_, content) => read(content));
}
