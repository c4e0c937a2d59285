using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Building.Sources;

/// <summary>An unpacked kernel source, ready to build.</summary>
/// <param name="Root">Its top.</param>
/// <param name="Identity">Its origin and state: sources with the same identity are the same.</param>
/// <param name="Version">The kernel's version, as <c>make kernelversion</c> says.</param>
public sealed record KernelSource(string Root, string Identity, string Version)
{
    /// <summary>The source's time stamp, used as build time to make builds reproducible.</summary>
    public DateTimeOffset Time => new(File.GetLastWriteTimeUtc(Path.Combine(Root, "Makefile")));

    /// <summary>Gets the kernel source of a project.</summary>
    /// <param name="kernel">A directory, a tarball, or <c>distribution</c>.</param>
    /// <param name="cache">Caches downloaded and unpacked sources.</param>
    /// <param name="stage">Receives the output of the tools that download and unpack.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">There is no such source, or it isn't a kernel source.</exception>
    public static async Task<KernelSource> Get(
        string kernel, Cache cache, StageProgress stage, CancellationToken cancellation)
    {
        if (Directory.Exists(kernel))
            return await Open(kernel, $"{kernel} {ContentKey.OfDirectory(kernel)}", cancellation);

        if (kernel != Project.Distribution)
        {
            if (!File.Exists(kernel))
                throw new InvalidInputException(
                    kernel, "no such kernel source", "Give a source directory, a tarball, or \"distribution\"");
            var identity = ContentKey.OfFile(kernel);
            var (unpacked, _) = await cache.Get(
                "sources", identity, resumable: false,
                directory => SourceArchive.Unpack(kernel, directory, stage.Line, cancellation),
                stage.Notice, cancellation);
            return await Open(unpacked, identity, cancellation);
        }

        var package = await DistributionSource.FindNewest(stage.Line, cancellation);
        var (source, _) = await cache.Get("sources", package.Identity, resumable: false, async directory =>
        {
            using var downloads = cache.Work();
            var tarball = await package.Download(downloads.Path, stage.Line, cancellation);
            await SourceArchive.Unpack(tarball, directory, stage.Line, cancellation);
        }, stage.Notice, cancellation);
        return await Open(source, package.Identity, cancellation);
    }

    private static async Task<KernelSource> Open(string directory, string identity, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(directory, "Kbuild")) || !File.Exists(Path.Combine(directory, "Makefile")))
            throw new InvalidInputException(directory, "not a kernel source: no Kbuild and Makefile at its top");
        if (directory.Any(c => char.IsWhiteSpace(c) || c == ':'))
            throw new InvalidInputException(
                directory, "kbuild can't build in a path with spaces or colons", "Move the source");
        var version = await Tool.Output(
            new ToolCall("make", "-s", "-C", directory, "--no-print-directory", "kernelversion"), cancellation);
        return new KernelSource(directory, identity, version.Trim());
    }
}
