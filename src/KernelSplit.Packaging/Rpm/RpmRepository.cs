using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// A folder that dnf and zypper install from, with the last releases of a kernel. Metadata never names an RPM that isn't
/// there: new RPMs come before the metadata that names them, old ones go after the metadata that named them.
/// </summary>
public sealed class RpmRepository
{
    private readonly string _folder;

    private RpmRepository(string folder) => _folder = folder;

    /// <summary>Makes the folder where there is none, and finds out whether it can be written, before there is work.</summary>
    /// <exception cref="InvalidInputException">It is a file.</exception>
    /// <exception cref="IOException">It can't be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, by its permissions.</exception>
    public static RpmRepository Open(string folder)
    {
        if (File.Exists(folder))
            throw new InvalidInputException(folder, "is a file, and a repository is a folder");
        Directory.CreateDirectory(folder);
        using var probe = new FileStream(
            Path.Combine(folder, $".kernelsplit-{Environment.ProcessId}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        return new RpmRepository(folder);
    }

    /// <summary>Adds a release's RPMs, and removes those of releases that are too old.</summary>
    /// <param name="rpms">All of one release.</param>
    /// <param name="name">What the packages' names begin with: no RPM that was built under another is removed.</param>
    /// <param name="keep">How many releases stay. The one that is added does in any case.</param>
    /// <param name="onLine">Gets createrepo_c's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The releases that are there now, the newest first, and those that were removed.</returns>
    /// <exception cref="InvalidInputException">One of the RPMs is there already, made of something else.</exception>
    /// <exception cref="ToolFailedException">An RPM in the folder is broken, or createrepo_c failed.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public async Task<(IReadOnlyList<RpmRelease> Kept, IReadOnlyList<RpmRelease> Removed)> Add(
        IReadOnlyList<string> rpms, string name, int keep, Action<string> onLine, CancellationToken cancellation)
    {
        var coming = await RepositoryRpm.Read(rpms, cancellation);
        var there = await RepositoryRpm.Read([.. Directory.EnumerateFiles(_folder, $"{name}-*.rpm").Order(StringComparer.Ordinal)], cancellation);
        var missing = coming.Where(rpm => !IsThere(rpm, there)).ToList();

        var ours = coming.Concat(there).Where(rpm => rpm.WasBuiltAs(name) && rpm.Architecture == coming[0].Architecture).ToList();
        var releases = await RpmRelease.NewestFirst(ours.Select(rpm => rpm.Release), cancellation);
        var kept = releases.Where(release => release == coming[0].Release)
            .Concat(releases.Where(release => release != coming[0].Release).Take(keep - 1)).ToHashSet();
        var old = there.Where(rpm => ours.Contains(rpm) && !kept.Contains(rpm.Release)).Select(rpm => rpm.File).ToList();

        var added = new List<string>();
        try
        {
            foreach (var rpm in missing)
            {
                cancellation.ThrowIfCancellationRequested();
                var file = Path.Combine(_folder, Path.GetFileName(rpm.File));
                AtomicFile.Copy(rpm.File, file);
                added.Add(file);
            }
        }
        catch (Exception e)
        {
            added.ForEach(File.Delete);
            // A full disk doesn't say where it is.
            if (e is IOException)
                throw new IOException($"{_folder}: {e.Message}", e);
            throw;
        }

        // From here on metadata may name them: what is there stays, and the same command goes on with it.
        await WriteMetadata(old, onLine, cancellation);
        old.ForEach(File.Delete);
        return ([.. releases.Where(kept.Contains)], [.. releases.Where(release => !kept.Contains(release))]);
    }

    /// <summary>Who has installed or pinned a release must get the same again.</summary>
    private static bool IsThere(RepositoryRpm coming, IReadOnlyList<RepositoryRpm> there)
    {
        if (there.FirstOrDefault(rpm => Path.GetFileName(rpm.File) == Path.GetFileName(coming.File)) is not { } same)
            return false;
        return same.HeaderDigest == coming.HeaderDigest
            ? true
            : throw new InvalidInputException(same.File, "is in the repository already, with other content", "Give the new packages another release with --release, or delete it first");
    }

    private Task WriteMetadata(IEnumerable<string> without, Action<string> onLine, CancellationToken cancellation) => Tool.Run(
        new ToolCall(
            "createrepo_c",
            ["--update", "--keep-all-metadata", .. without.SelectMany(rpm => new[] { "--excludes", Path.GetFileName(rpm) }), _folder]),
        onLine,
        cancellation);
}
