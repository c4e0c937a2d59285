using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Reading;

/// <summary>The tree's files in a package or tarball, each read into memory.</summary>
internal sealed class ArchiveFiles
{
    // Bytes read but not yet released. A larger file is read when it is the only one.
    private const long MemoryForContent = 48 * 1024 * 1024;
    private const long SmallestShare = 4096;

    // Total length of all paths in characters, plus this cost per file; a distribution's kernel has less than a
    // million.
    private const long MaximumListing = 16 * 1024 * 1024;
    private const int CostOfFile = 128;

    private readonly string _archive;
    private readonly InflationBudget _budget;
    private readonly MemoryLimit _memory = new(MemoryForContent);
    private long _listing;

    private ArchiveFiles(string archive) =>
        (_archive, _budget) = (archive, new InflationBudget(archive, FileLength.Of(archive)));

    /// <summary>
    /// A separate thread reads and decompresses the archive, and blocks while too much is unreleased: each file must be
    /// opened and disposed soon.
    /// </summary>
    /// <exception cref="InvalidInputException">While enumerated: the archive is damaged or hostile.</exception>
    public static IEnumerable<TreeFile> Read(string archive, CancellationToken cancellation) =>
        Prefetch.Run(stop => new ArchiveFiles(archive).ReadFiles(stop), cancellation);

    /// <returns>False for a directory.</returns>
    /// <exception cref="InvalidInputException">The file is empty or not a regular file.</exception>
    public static bool IsRpm(string archive) => StartsWith(archive, RpmArchive.Magic);

    /// <inheritdoc cref="IsRpm"/>
    public static bool IsDeb(string archive) => StartsWith(archive, ArArchive.Magic);

    /// <summary>All members except directories, one at a time.</summary>
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

    /// <summary>Opening a FIFO would block until there is a writer; its size is 0.</summary>
    private static FileStream Open(string archive) => FileLength.Of(archive) > 0
        ? File.OpenRead(archive)
        : throw new InvalidInputException(archive, "empty, or not a regular file");

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

    /// <summary>An iterator, so that the first read also happens where exceptions are caught.</summary>
    private IEnumerable<ArchiveMember> ReadMembers(Stream file)
    {
        foreach (var member in ChooseReader(new PeekStream(file)))
            yield return member;
    }

    private IEnumerable<ArchiveMember> ChooseReader(PeekStream archive)
    {
        var start = archive.Start;
        if (start.StartsWith(ArArchive.Magic))
            return DebArchive.Read(archive, _budget);
        if (start.StartsWith(RpmArchive.Magic))
            return RpmArchive.Read(archive, _budget);
        if (TarHeader.HasMagic(start) || CompressionMagic.Detect(start) != CompressionFormat.None)
            return TarArchive.Read(archive, _budget);
        throw new InvalidDataException("not a .deb, .rpm or tarball (plain, .gz, .xz, .zst, .bz2, .lz)");
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
                Display(member), "path with \"..\": no packaging tool writes that");
        if (TreePath.Parse(path) is not { Kind: not null } tree)
            return null;
        if (TreePath.NameProblem(tree.Release) is { } problem)
            throw new InvalidInputException(Display(member), problem);
        _listing += path.Length + CostOfFile;
        return _listing <= MaximumListing
            ? tree
            : throw new InvalidInputException(_archive, "too many modules or too long names for a kernel");
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
        _memory.Take(share, cancellation);
        try
        {
            var content = PooledBuffer.ReadAll(member.Content, member.Size + 1, InflationLimit.LargestModule, _budget);
            content.Released = () => _memory.Release(share);
            return content;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(display, e.Message);
        }
    }

    /// <summary>Why a file of the tree is not read.</summary>
    private static string? Problem(ArchiveMember member) => member.Kind switch
    {
        MemberKind.SymbolicLink => "is a symbolic link: not read",
        MemberKind.HardLink => "is a hard link to another file in the archive: not read",
        MemberKind.SparseFile => "is stored as a sparse file: not read",
        MemberKind.Special => "is a device or a FIFO: not read",
        _ when member.Size > InflationLimit.LargestModule => $"larger than {InflationLimit.LargestModule} bytes",
        _ => TreePath.NameProblem(member.Path),
    };

    private string Display(ArchiveMember member) => $"{_archive}: {member.Path}";
}
