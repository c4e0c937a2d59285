using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Building.Sources;

/// <summary>A kernel source that is ready to build from.</summary>
/// <param name="Folder">Its top.</param>
/// <param name="Identity">Where it comes from and in which state: another identity is another source.</param>
/// <param name="Version">The kernel's version, as <c>make kernelversion</c> says.</param>
public sealed record KernelSource(string Folder, string Identity, string Version)
{
    /// <summary>When this source was made: the build uses it as its own time, so that it can be repeated.</summary>
    public DateTimeOffset Time => new(File.GetLastWriteTimeUtc(Path.Combine(Folder, "Makefile")));

    /// <summary>Gets the source that a project asks for.</summary>
    /// <param name="kernel">A folder, a tarball, or <c>distribution</c>.</param>
    /// <param name="cache">Keeps what was downloaded and unpacked.</param>
    /// <param name="onLine">Gets the output of the tools that fetch and unpack.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">There is no such source, or it isn't a kernel's.</exception>
    public static async Task<KernelSource> Get(
        string kernel, Cache cache, Action<string> onLine, CancellationToken cancellation)
    {
        if (Directory.Exists(kernel))
            return await Open(kernel, $"{kernel} {ContentKey.OfDirectory(kernel)}", cancellation);

        if (kernel != Project.Distribution)
        {
            if (!File.Exists(kernel))
                throw new InvalidInputException(kernel, "no such kernel source", "Give a source folder, a tarball, or \"distribution\"");
            var identity = ContentKey.OfFile(kernel);
            var unpacked = await cache.Get("sources", identity, resumable: false, folder => SourceArchive.Unpack(kernel, folder, onLine, cancellation));
            return await Open(unpacked, identity, cancellation);
        }

        var package = await DistributionSource.FindNewest(onLine, cancellation);
        var source = await cache.Get("sources", package.Identity, resumable: false, async folder =>
        {
            var downloads = Directory.CreateDirectory(folder + ".download").FullName;
            try
            {
                var tarball = await package.Download(downloads, onLine, cancellation);
                await SourceArchive.Unpack(tarball, folder, onLine, cancellation);
            }
            finally
            {
                Directory.Delete(downloads, recursive: true);
            }
        });
        return await Open(source, package.Identity, cancellation);
    }

    private static async Task<KernelSource> Open(string folder, string identity, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder, "Kbuild")) || !File.Exists(Path.Combine(folder, "Makefile")))
            throw new InvalidInputException(folder, "this is no kernel source: it has no Kbuild and Makefile at its top");
        if (folder.Any(c => char.IsWhiteSpace(c) || c == ':'))
            throw new InvalidInputException(folder, "kbuild can't work below a path with spaces or colons", "Move the source");
        var version = await Tool.Output(new ToolCall("make", "-s", "-C", folder, "--no-print-directory", "kernelversion"), cancellation);
        return new KernelSource(folder, identity, version.Trim());
    }
}
