using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>The metadata of an .rpm or .deb; its modules aren't read.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Name">The package's name, without version.</param>
/// <param name="Architecture">As RPM writes it; null for a .deb, where the kernel's release contains it.</param>
/// <param name="Releases">The kernel releases with files in its lib/modules. Unknown for a .deb: empty.</param>
/// <param name="Modules">Names of its modules, sorted, ordinal. Unknown for a .deb: empty.</param>
public sealed record KernelPackage(
    string File, string Name, string? Architecture, IReadOnlyList<string> Releases, IReadOnlyList<string> Modules)
{
    private const string ControlPrefix = "control.tar";
    private const string NameField = "Package: ";
    private const string SizeField = "Installed-Size: ";

    // The unit of Installed-Size in deb-control(5).
    private const int Kibi = 1024;

    public bool IsRpm => Architecture is not null;

    /// <summary>Whether it contains modules.builtin. Unknown for a .deb: false.</summary>
    public bool HasBuiltIns { get; init; }

    /// <summary>Installed size in bytes, from its metadata; null if missing.</summary>
    public long? InstalledSize { get; init; }

    /// <summary>The same with the content of a .deb, which is unpacked for that.</summary>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    public KernelPackage WithContent() => IsRpm
        ? this
        : Of(File, Name, null, ArchiveFiles.ReadMembers(File).Select(member => member.Path)) with
        {
            InstalledSize = InstalledSize,
        };

    /// <summary>A file in a package or tarball.</summary>
    /// <param name="file">The package.</param>
    /// <param name="paths">Its possible paths, relative.</param>
    /// <returns>Its bytes; null if it isn't there.</returns>
    /// <exception cref="InvalidInputException">The package is damaged.</exception>
    public static byte[]? ReadFile(string file, IReadOnlyList<string> paths)
    {
        foreach (var member in ArchiveFiles.ReadMembers(file))
        {
            if (member.Kind != MemberKind.File || MemberPath.Normalize(member.Path) is not { } path
                || !paths.Contains(path))
                continue;
            using var content = new MemoryStream();
            member.Content.CopyTo(content);
            return content.ToArray();
        }

        return null;
    }

    /// <returns>Null if it is not a package.</returns>
    /// <exception cref="InvalidInputException">There is no such file, or it is damaged.</exception>
    public static KernelPackage? Read(string file)
    {
        if (!System.IO.File.Exists(file))
            return Directory.Exists(file) ? null : throw new InvalidInputException(file, "no such file or directory");
        if (FileLength.Of(file) == 0)
            throw new InvalidInputException(file, "empty, or not a regular file");
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            var package = new PeekStream(stream);
            return package.Start.StartsWith(RpmArchive.Magic) ? ReadRpm(file, RpmArchive.ReadHeader(package))
                : package.Start.StartsWith(ArArchive.Magic) ? ReadDeb(file, package)
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(file, e.Message);
        }
    }

    private static KernelPackage ReadRpm(string file, RpmHeader header)
    {
        return Of(
            file,
            header.FindString(RpmTag.Name)
                ?? throw new InvalidDataException("damaged RPM header: the package has no name"),
            header.FindString(RpmTag.Architecture) ?? "",
            new RpmFileList(header).Paths) with
        {
            InstalledSize = (long?)header.Numbers(RpmTag.LongSize).Concat(header.Numbers(
                RpmTag.Size)).Cast<ulong?>().FirstOrDefault(),
        };
    }

    private static KernelPackage Of(string file, string name, string? architecture, IEnumerable<string> paths)
    {
        var trees = paths.Select(path =>
            MemberPath.Normalize(path) is { } normal ? TreePath.Parse(normal) : null).OfType<TreePath>().ToList();
        return new KernelPackage(
            file,
            name,
            architecture,
            [.. trees.Select(tree => tree.Release).Distinct().Order(StringComparer.Ordinal)],
            [
                .. trees.Where(tree => tree.Kind == TreeFileKind.Module).Select(tree =>
                    ModulePath.NameOf(tree.Relative)).Distinct().Order(StringComparer.Ordinal),
            ])
        {
            HasBuiltIns = trees.Any(tree => tree.Kind == TreeFileKind.BuiltInList),
        };
    }

    /// <summary>The paragraph in control.tar (deb-control(5)).</summary>
    private static KernelPackage ReadDeb(string file, Stream package)
    {
        var budget = new InflationBudget(file, FileLength.Of(file));
        foreach (var part in ArArchive.Read(package).Where(part =>
            part.Path.StartsWith(ControlPrefix, StringComparison.Ordinal)))
        {
            foreach (var member in TarArchive.Read(new PeekStream(part.Content), budget))
            {
                if (MemberPath.Normalize(member.Path) == "control" && ReadControl(file, member) is { } found)
                    return found;
            }
        }

        throw new InvalidDataException("no control file with the package's name: not a Debian package");
    }

    private static KernelPackage? ReadControl(string file, ArchiveMember control)
    {
        string? name = null;
        long? size = null;
        using var reader = new StreamReader(control.Content);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(NameField, StringComparison.Ordinal))
                name = line[NameField.Length..].Trim();
            else if (
                line.StartsWith(SizeField, StringComparison.Ordinal) && long.TryParse(
                    line.AsSpan(SizeField.Length), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture,
                    out var kibi))
                size = kibi * Kibi;
        }

        return name is null ? null : new KernelPackage(file, name, null, [], []) { InstalledSize = size };
    }
}
