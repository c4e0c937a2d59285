using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;

namespace KernelSplit.Modules.Reading;

/// <summary>A file that belongs to a kernel and is no module.</summary>
/// <param name="Paths">Where packages and roots have it, relative; any of them.</param>
/// <param name="Beside">What it is called in the release's own folder or a build folder.</param>
/// <param name="Read">Gets its name for people and its bytes; called once.</param>
internal sealed record WantedFile(IReadOnlyList<string> Paths, IReadOnlyList<string> Beside, Action<string, Stream> Read);

/// <summary>Finds files of a kernel in what a user named, each archive read only once and no further than needed.</summary>
internal static class KernelFileSearch
{
    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="release">The kernel whose files they are.</param>
    /// <param name="wanted">What isn't there is not read.</param>
    /// <exception cref="InvalidInputException">An archive is damaged, or a file can't be read.</exception>
    public static void Read(IReadOnlyList<string> inputs, string release, params WantedFile[] wanted)
    {
        try
        {
            var missing = wanted.ToList();
            foreach (var input in inputs.TakeWhile(_ => missing.Count > 0))
            {
                if (Directory.Exists(input))
                    ReadFolder(input, release, missing);
                else
                    ReadArchive(input, missing);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(string.Join(", ", inputs), e.Message);
        }
    }

    public static string[] InRelease(string release, string name) => [$"lib/modules/{release}/{name}", $"usr/lib/modules/{release}/{name}"];

    /// <summary>Also in the root that a release's folder lies in: /lib/modules/RELEASE is a tree, /boot has its .config.</summary>
    private static void ReadFolder(string folder, string release, List<WantedFile> missing)
    {
        var roots = KernelFolders.Roots(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), release).ToList();
        foreach (var file in missing.ToList())
        {
            var places = file.Paths.Concat(file.Beside).Select(path => Path.Combine(folder, path))
                .Concat(roots.SelectMany(_ => file.Paths, Path.Combine));
            if (places.FirstOrDefault(File.Exists) is not { } place)
                continue;
            using var content = File.OpenRead(place);
            file.Read(place, content);
            missing.Remove(file);
        }
    }

    private static void ReadArchive(string archive, List<WantedFile> missing)
    {
        // An RPM's header has the names; all the modules needn't be unpacked to see that a file isn't there.
        var here = ArchiveFiles.IsRpm(archive) ? [.. RpmPaths(archive).Select(MemberPath.Normalize)] : (HashSet<string?>?)null;
        var expected = missing.Where(file => here is null || file.Paths.Any(here.Contains)).ToList();
        if (expected.Count == 0)
            return;
        // A member's content is gone when the next one is asked for.
        foreach (var member in ArchiveFiles.ReadMembers(archive))
        {
            if (member.Kind != MemberKind.File || MemberPath.Normalize(member.Path) is not { } path || expected.Find(file => file.Paths.Contains(path)) is not { } found)
                continue;
            found.Read($"{archive}: {member.Path}", member.Content);
            expected.Remove(found);
            missing.Remove(found);
            if (expected.Count == 0)
                return;
        }
    }

    private static List<string> RpmPaths(string archive)
    {
        using var file = File.OpenRead(archive);
        return [.. new RpmFiles(RpmPackage.ReadHeader(file)).Paths];
    }
}
