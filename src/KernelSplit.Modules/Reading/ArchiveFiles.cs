using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Reading;

/// <summary>The tree's files in a package or tarball, each in memory from when it is handed out.</summary>
internal sealed class ArchiveFiles
{
    // Bytes that have been read and not been used yet, or are in use. A larger file has room when it is alone.
    private const long RoomForContent = 48 * 1024 * 1024;
    private const long SmallestShare = 4096;

    // Of all paths, in characters; a distribution's kernel has less than a million. Each costs as much as this, too.
    private const long LongestListing = 16 * 1024 * 1024;
    private const int CostOfFile = 128;

    private readonly string _archive;
    private readonly InflationBudget _budget;
    private readonly MemoryRoom _room = new(RoomForContent);
    private long _listing;

    private ArchiveFiles(string archive) =>
        (_archive, _budget) = (archive, new InflationBudget(archive, FileLength.Of(archive)));

    /// <summary>
    /// A thread of its own reads and decompresses the archive, and waits when too much is unused: each file must be
    /// opened and disposed before long.
    /// </summary>
    /// <exception cref="InvalidInputException">While enumerated: the archive is damaged or hostile.</exception>
    public static IEnumerable<TreeFile> Read(string archive, CancellationToken cancellation) =>
        ReadAhead.Run(stop => new ArchiveFiles(archive).ReadFiles(stop), cancellation);

    /// <returns>Also false for a directory.</returns>
    /// <exception cref="InvalidInputException">The file is empty or no regular one.</exception>
    public static bool IsRpm(string archive) => StartsWith(archive, RpmPackage.Magic);

    /// <inheritdoc cref="IsRpm"/>
    public static bool IsDeb(string archive) => StartsWith(archive, ArArchive.Magic);

    /// <summary>All that is in it but directories, one at a time.</summary>
    /// <exception cref="InvalidInputException">While enumerated: the archive is damaged or hostile.</exception>
    public static IEnumerable<ArchiveMember> ReadMembers(string archive)
    {
        var files = new ArchiveFiles(archive);
        using var file = Open(archive);
        using var members = files.ReadMembers(file).GetEnumerator();
        while (files.Next(members))
            yield return members.Current;
    }

    private static bool StartsWith(string archive, ReadOnlySpan<byte> magic)
    {
        if (Directory.Exists(archive))
            return false;
        using var file = Open(archive);
        return new PeekStream(file).Start.StartsWith(magic);
    }

    /// <summary>Opening a fifo would wait for somebody who writes to it; it has no size.</summary>
    private static FileStream Open(string archive) => FileLength.Of(archive) > 0
        ? File.OpenRead(archive)
        : throw new InvalidInputException(archive, "empty, or no regular file");

    private IEnumerable<TreeFile> ReadFiles(CancellationToken cancellation)
    {
        using var file = Open(_archive);
        using var members = ReadMembers(file).GetEnumerator();
        while (Next(members))
        {
            cancellation.ThrowIfCancellationRequested();
            if (FindTreePath(members.Current) is { Kind: { } kind } path)
                yield return Load(members.Current, path, kind, cancellation);
        }
    }

    /// <summary>An iterator, so that even the first look at the file happens where mistakes are caught.</summary>
    private IEnumerable<ArchiveMember> ReadMembers(Stream file)
    {
        foreach (var member in ChooseReader(new PeekStream(file)))
            yield return member;
    }

    private IEnumerable<ArchiveMember> ChooseReader(PeekStream archive)
    {
        var start = archive.Start;
        if (start.StartsWith(ArArchive.Magic))
            return DebPackage.Read(archive, _budget);
        if (start.StartsWith(RpmPackage.Magic))
            return RpmPackage.Read(archive, _budget);
        if (TarHeader.HasMagic(start) || CompressionMagic.Detect(start) != CompressionFormat.None)
            return TarArchive.Read(archive, _budget);
        throw new InvalidDataException("neither a .deb, an .rpm nor a tarball (plain, .gz, .xz, .zst, .bz2, .lz)");
    }

    private bool Next(IEnumerator<ArchiveMember> members)
    {
        try
        {
            return members.MoveNext();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(_archive, e.Message);
        }
    }

    private TreePath? FindTreePath(ArchiveMember member)
    {
        var path = MemberPath.Normalize(member.Path)
            ?? throw new InvalidInputException(
                Display(member), "leads out of its directory by \"..\": no package does that");
        if (TreePath.Parse(path) is not { Kind: not null } tree)
            return null;
        if (TreePath.NameProblem(tree.Release) is { } problem)
            throw new InvalidInputException(Display(member), problem);
        _listing += path.Length + CostOfFile;
        return _listing <= LongestListing
            ? tree
            : throw new InvalidInputException(_archive, "more modules in it, or longer names, than any kernel has");
    }

    private TreeFile Load(ArchiveMember member, TreePath path, TreeFileKind kind, CancellationToken cancellation)
    {
        var display = Display(member);
        if (Problem(member) is { } problem)
            return new MemberFile(path, kind, member.Size, display, null) { Problem = problem };
        var content = ReadContent(member, display, cancellation);
        return new MemberFile(path, kind, content.Length, display, content);
    }

    private PooledBuffer ReadContent(ArchiveMember member, string display, CancellationToken cancellation)
    {
        var share = Math.Max(member.Size, SmallestShare);
        _room.Take(share, cancellation);
        try
        {
            var content = PooledBuffer.ReadAll(member.Content, member.Size + 1, InflationLimit.LargestModule, _budget);
            content.Released = () => _room.Give(share);
            return content;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(display, e.Message);
        }
    }

    /// <summary>Why a file is not read that should be.</summary>
    private static string? Problem(ArchiveMember member) => member.Kind switch
    {
        MemberKind.SymbolicLink => "is a symbolic link: not read",
        MemberKind.HardLink => "is a hard link to another file in the archive: not read",
        MemberKind.SparseFile => "is stored as a sparse file: not read",
        MemberKind.Special => "is a device or a fifo",
        _ when member.Size > InflationLimit.LargestModule => $"larger than {InflationLimit.LargestModule} bytes",
        _ => TreePath.NameProblem(member.Path),
    };

    private string Display(ArchiveMember member) => $"{_archive}: {member.Path}";
}
