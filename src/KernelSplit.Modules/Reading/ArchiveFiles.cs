using KernelSplit.Diagnostics;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Reading;

/// <summary>The tree's files in a package or tarball, each in memory from when it is handed out.</summary>
internal static class ArchiveFiles
{
    /// <exception cref="InvalidInputException">While enumerated: the archive is damaged.</exception>
    public static IEnumerable<TreeFile> Read(string archive, CancellationToken cancellation)
    {
        using var file = File.OpenRead(archive);
        using var members = ReadMembers(file).GetEnumerator();
        while (Next(members, archive))
        {
            cancellation.ThrowIfCancellationRequested();
            var member = members.Current;
            if (TreePath.Parse(member.Path) is { Kind: { } kind } path)
                yield return Load(archive, member, path, kind);
        }
    }

    public static bool IsRpm(string archive)
    {
        using var file = File.OpenRead(archive);
        return new PeekStream(file).Start.StartsWith(RpmPackage.Magic);
    }

    /// <summary>An iterator, so that even the first look at the file happens where mistakes are caught.</summary>
    private static IEnumerable<ArchiveMember> ReadMembers(Stream file)
    {
        foreach (var member in ChooseReader(new PeekStream(file)))
            yield return member;
    }

    private static IEnumerable<ArchiveMember> ChooseReader(PeekStream archive)
    {
        var start = archive.Start;
        if (start.StartsWith(ArArchive.Magic))
            return DebPackage.Read(archive);
        if (start.StartsWith(RpmPackage.Magic))
            return RpmPackage.Read(archive);
        if (TarArchive.IsTar(start) || CompressionMagic.Detect(start) != CompressionFormat.None)
            return TarArchive.Read(archive);
        throw new InvalidDataException("neither a .deb, an .rpm nor a tarball (plain, .gz, .xz, .zst)");
    }

    private static bool Next(IEnumerator<ArchiveMember> members, string archive)
    {
        try
        {
            return members.MoveNext();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(archive, e.Message);
        }
    }

    private static TreeFile Load(string archive, ArchiveMember member, TreePath path, TreeFileKind kind)
    {
        var display = $"{archive}: {member.Path}";
        if (member.IsLink)
            return new MemberFile(path, kind, member.Size, display, null) { Problem = "is a link in the archive: not read" };
        try
        {
            var content = PooledBuffer.ReadAll(member.Content, member.Size + 1, TreeFile.LargestFile);
            return new MemberFile(path, kind, content.Length, display, content);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(display, e.Message);
        }
    }
}
