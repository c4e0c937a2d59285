using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;

namespace KernelSplit.Modules.Reading;

/// <summary>A file of a kernel other than its modules.</summary>
/// <param name="Paths">Its possible paths in packages and roots, relative.</param>
/// <param name="Names">Its possible names in the release's directory or a build directory.</param>
/// <param name="Read">Gets its path for messages and its content; called once.</param>
internal sealed record WantedFile(
    IReadOnlyList<string> Paths, IReadOnlyList<string> Names, Action<string, Stream> Read)
{
    /// <summary>Not worth reading an archive to its end for.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>
/// Finds files of a kernel in the inputs; each archive is read at most once, and no further than needed.
/// </summary>
internal static class KernelFileSearch
{
    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="release">The kernel's release.</param>
    /// <param name="wanted">Files to find; missing ones are ignored.</param>
    /// <exception cref="InvalidInputException">An archive is damaged, or a file can't be read.</exception>
    public static void Read(IReadOnlyList<string> inputs, string release, params WantedFile[] wanted)
    {
        try
        {
            var missing = wanted.ToList();
            foreach (var input in inputs.TakeWhile(_ => missing.Exists(file => !file.IsOptional)))
            {
                if (Directory.Exists(input))
                    ReadDirectory(input, release, missing);
                else
                    ReadArchive(input, missing);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(string.Join(", ", inputs), e.Message);
        }
    }

    public static string[] InRelease(string release, string name) =>
        [$"lib/modules/{release}/{name}", $"usr/lib/modules/{release}/{name}"];

    /// <summary>
    /// Also searches the root that contains a release's directory: for /lib/modules/RELEASE, /boot has the .config.
    /// </summary>
    private static void ReadDirectory(string directory, string release, List<WantedFile> missing)
    {
        var fullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var roots = KernelDirectories.Roots(fullPath, release).ToList();
        foreach (var file in missing.ToList())
        {
            var candidates = file.Paths.Concat(file.Names).Select(path => Path.Combine(directory, path))
                .Concat(roots.SelectMany(_ => file.Paths, Path.Combine));
            if (candidates.FirstOrDefault(File.Exists) is not { } path)
                continue;
            using var content = File.OpenRead(path);
            file.Read(path, content);
            missing.Remove(file);
        }
    }

    private static void ReadArchive(string archive, List<WantedFile> missing)
    {
        // An RPM's header lists its files, so it is only unpacked if it contains one of them.
        var here =
            ArchiveFiles.IsRpm(archive) ? [.. RpmPaths(archive).Select(MemberPath.Normalize)] : (HashSet<string?>?)null;
        var expected = missing.Where(file => here is null || file.Paths.Any(here.Contains)).ToList();
        if (expected.Count == 0)
            return;
        // A member's content is only valid until the next member is read.
        foreach (var member in ArchiveFiles.ReadMembers(archive))
        {
            if (member.Kind != MemberKind.File || MemberPath.Normalize(member.Path) is not { } path
                || expected.Find(file => file.Paths.Contains(path)) is not { } found)
                continue;
            found.Read($"{archive}: {member.Path}", member.Content);
            expected.Remove(found);
            missing.Remove(found);
            if (expected.All(file => file.IsOptional))
                return;
        }
    }

    private static List<string> RpmPaths(string archive)
    {
        using var file = File.OpenRead(archive);
        return [.. new RpmFileList(RpmArchive.ReadHeader(file)).Paths];
    }
}
