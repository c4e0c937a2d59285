using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// A directory that dnf and zypper install from, with the latest releases of a kernel. The metadata never lists an RPM
/// that doesn't exist: RPMs are added before the metadata is updated, and deleted after it.
/// </summary>
public sealed class RpmRepository
{
    private readonly string _directory;

    private RpmRepository(string directory) => _directory = directory;

    /// <summary>
    /// Creates the directory if necessary, and checks that it can be written before any work is done.
    /// </summary>
    /// <exception cref="InvalidInputException">It is a file.</exception>
    /// <exception cref="IOException">It can't be created or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions don't allow that.</exception>
    public static RpmRepository Open(string directory)
    {
        if (File.Exists(directory))
            throw new InvalidInputException(directory, "is a file, not a repository directory");
        Directory.CreateDirectory(directory);
        using var probe = new FileStream(
            Path.Combine(directory, $".kernelsplit-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose);
        return new RpmRepository(directory);
    }

    /// <summary>Adds a release's RPMs, and removes those of the oldest releases.</summary>
    /// <param name="rpms">The RPMs of one release.</param>
    /// <param name="identity">Their names; RPMs built with another common name are never removed.</param>
    /// <param name="keep">How many releases to keep, always including the one that is added.</param>
    /// <param name="stage">Receives createrepo_c's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The releases that are in the repository now, newest first, and those that were removed.</returns>
    /// <exception cref="InvalidInputException">
    /// The repository already has one of the RPMs with different content.
    /// </exception>
    /// <exception cref="ToolFailedException">An RPM in the directory is damaged, or createrepo_c failed.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public async Task<(IReadOnlyList<RpmRelease> Kept, IReadOnlyList<RpmRelease> Removed)> Add(
        IReadOnlyList<string> rpms, PackageIdentity identity, int keep, StageProgress stage,
        CancellationToken cancellation)
    {
        using var alone = await FileLock.Take(
            _directory, () => stage.Notice($"waiting for another kernelsplit process that uses {_directory}"),
            cancellation);
        var coming = await RepositoryRpm.Read(rpms, cancellation);
        var there = await RepositoryRpm.Read(
            [.. identity.FilePatterns.SelectMany(pattern => Directory.EnumerateFiles(_directory, pattern)).Distinct()
                .Order(StringComparer.Ordinal)], cancellation);
        var missing = coming.Where(rpm => !IsThere(rpm, there)).ToList();

        var ours = coming.Concat(there).Where(rpm =>
            rpm.WasBuiltAs(identity.Name) && rpm.Architecture == coming[0].Architecture).ToList();
        RefuseOtherFlavors(identity, ours, coming);
        var releases = await RpmRelease.NewestFirst(ours.Select(rpm => rpm.Release), cancellation);
        var kept = releases.Where(release => release == coming[0].Release)
            .Concat(releases.Where(release => release != coming[0].Release).Take(keep - 1)).ToHashSet();
        var old = there.Where(rpm => ours.Contains(rpm) && !kept.Contains(rpm.Release)).Select(rpm =>
            rpm.File).ToList();

        var added = new List<string>();
        try
        {
            foreach (var rpm in missing)
            {
                cancellation.ThrowIfCancellationRequested();
                var file = Path.Combine(_directory, Path.GetFileName(rpm.File));
                AtomicFile.Copy(rpm.File, file);
                added.Add(file);
            }
        }
        catch (Exception e)
        {
            added.ForEach(File.Delete);
            // The exception of a full disk doesn't name the path.
            if (e is IOException)
                throw new IOException($"{_directory}: {e.Message}", e);
            throw;
        }

        // From here on, the metadata may list them: they stay, and running the same command again completes the update.
        await WriteMetadata(old, stage.Line, cancellation);
        old.ForEach(File.Delete);
        return ([.. releases.Where(kept.Contains)], [.. releases.Where(release => !kept.Contains(release))]);
    }

    /// <summary>
    /// An update would replace a kernel by one of another flavor, and the oldest releases of both would be removed.
    /// </summary>
    private static void RefuseOtherFlavors(
        PackageIdentity identity, IEnumerable<RepositoryRpm> ours, IEnumerable<RepositoryRpm> coming)
    {
        var flavor = coming.Select(rpm => rpm.Flavor).FirstOrDefault(flavor => flavor is not null);
        if (ours.FirstOrDefault(rpm => rpm.Flavor is not null && rpm.Flavor != flavor) is { } other)
        {
            throw new InvalidInputException(
                other.File,
                $"is of flavor \"{other.Flavor}\", and the new packages, of flavor \"{flavor}\", have the same names",
                $"Give each flavor names of its own: --name {identity.Name}-{flavor}");
        }
    }

    /// <summary>Somebody may have installed or pinned this release, so its RPMs must not change.</summary>
    private static bool IsThere(RepositoryRpm coming, IReadOnlyList<RepositoryRpm> there)
    {
        if (there.FirstOrDefault(rpm => Path.GetFileName(rpm.File) == Path.GetFileName(coming.File)) is not { } same)
            return false;
        return same.HeaderDigest == coming.HeaderDigest
            ? true
            : throw new InvalidInputException(
                same.File, "already in the repository with different content",
                "Give the new packages another release with --release, or delete this one first");
    }

    private Task WriteMetadata(IEnumerable<string> without, Action<string> onLine, CancellationToken cancellation)
    {
        // A createrepo_c that was killed leaves it, and the next one takes it for that of another one at work.
        var abandoned = Path.Combine(_directory, ".repodata");
        if (Directory.Exists(abandoned))
            Directory.Delete(abandoned, recursive: true);
        return Tool.Run(
            new ToolCall(
                "createrepo_c",
                ["--update", "--keep-all-metadata", .. without.SelectMany(
                    rpm => new[] { "--excludes", Path.GetFileName(rpm) }), _directory]),
            onLine,
            cancellation);
    }
}
