namespace KernelSplit.Modules.Reading;

/// <summary>
/// How distributions name a kernel's files in boot/: with its release, or, as Alpine does, with its flavor alone, the
/// release's last part. Yocto keeps the image's name of the kernel's build.
/// </summary>
internal static class BootNames
{
    private static readonly string[] Images = ["vmlinuz", "vmlinux", "bzImage", "zImage", "Image.gz", "Image"];

    /// <summary>What follows the dash, the more exact one first.</summary>
    public static IEnumerable<string> Endings(string release) =>
        release.LastIndexOf('-') is var dash and > 0 && char.IsAsciiLetter(release.ElementAtOrDefault(dash + 1))
            ? [release, release[(dash + 1)..]]
            : [release];

    public static IEnumerable<string> OfImage(string release) =>
        Endings(release).SelectMany(ending => Images.Select(image => $"boot/{image}-{ending}"));

    public static IEnumerable<string> Of(string name, string release) =>
        Endings(release).Select(ending => $"boot/{name}-{ending}");
}
