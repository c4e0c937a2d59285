using KernelSplit.Diagnostics;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>The .config that distributions ship with a kernel, and kbuild has beside one.</summary>
/// <param name="Place">Where it lies, for people.</param>
/// <param name="Lines">Its lines.</param>
public sealed record KernelConfigFile(string Place, IReadOnlyList<string> Lines)
{
    // Debian's has 270 KB.
    private const long Largest = 16 * 1024 * 1024;

    // Of lib/modules/RELEASE and usr/lib/modules/RELEASE.
    private static readonly string[] RootsAbove = ["../../..", "../../../.."];

    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="release">The kernel whose .config it is.</param>
    /// <returns>Nothing where there is none.</returns>
    /// <exception cref="InvalidInputException">An archive is damaged, or the file can't be read.</exception>
    public static KernelConfigFile? Find(IReadOnlyList<string> inputs, string release)
    {
        try
        {
            return inputs.Select(input => Directory.Exists(input) ? FindInFolder(input, release) : FindInArchive(input, release))
                .FirstOrDefault(config => config is not null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(string.Join(", ", inputs), e.Message);
        }
    }

    private static string[] PathsOf(string release) =>
        [$"boot/config-{release}", $"lib/modules/{release}/config", $"usr/lib/modules/{release}/config"];

    /// <summary>Also in the root that a release's folder lies in: /lib/modules/RELEASE is a tree, /boot has its .config.</summary>
    private static KernelConfigFile? FindInFolder(string folder, string release)
    {
        var below = PathsOf(release).Concat(["config", ".config"]).Select(path => Path.Combine(folder, path));
        var above = RootsAbove.Select(root => Path.GetFullPath(Path.Combine(folder, root, PathsOf(release)[0])));
        var place = below.Concat(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')) == release ? above : []).FirstOrDefault(File.Exists);
        return place is null ? null : new KernelConfigFile(place, File.ReadAllLines(place));
    }

    private static KernelConfigFile? FindInArchive(string archive, string release)
    {
        var paths = PathsOf(release);
        // An RPM's header has the names; all the modules needn't be unpacked to see that there is no .config.
        if (ArchiveFiles.IsRpm(archive) && !RpmPaths(archive).Any(path => paths.Contains(MemberPath.Normalize(path))))
            return null;
        // A member's content is gone when the next one is asked for.
        foreach (var member in ArchiveFiles.ReadMembers(archive))
        {
            if (member.Kind == MemberKind.File && paths.Contains(MemberPath.Normalize(member.Path)))
                return new KernelConfigFile($"{archive}: {member.Path}", Read(archive, member));
        }

        return null;
    }

    private static List<string> RpmPaths(string archive)
    {
        using var file = File.OpenRead(archive);
        return [.. new RpmFiles(RpmPackage.ReadHeader(file)).Paths];
    }

    private static List<string> Read(string archive, ArchiveMember member)
    {
        if (member.Size > Largest)
            throw new InvalidInputException($"{archive}: {member.Path}", $"larger than {Largest} bytes: no .config");
        using var reader = new StreamReader(member.Content);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }
}
