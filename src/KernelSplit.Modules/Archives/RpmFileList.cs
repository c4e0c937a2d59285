namespace KernelSplit.Modules.Archives;

/// <summary>A file of an RPM's payload; <see cref="Kind"/> is null for a directory.</summary>
internal readonly record struct RpmFileEntry(string Path, MemberKind? Kind, long Size);

/// <summary>The file list in an RPM's header (rpm's docs/manual/tags.md, "File"), by index.</summary>
internal sealed class RpmFileList
{
    private readonly RpmStrings _names;
    private readonly RpmStrings _directories;
    private readonly ulong[] _directoryOf;
    private readonly ulong[] _sizes;
    private readonly ulong[] _modes;
    private readonly bool[] _isLink;
    private readonly bool[] _isTaken;

    /// <exception cref="InvalidDataException">The lists are missing or differ in length.</exception>
    public RpmFileList(RpmHeader header)
    {
        _names = header.Strings(RpmTag.BaseNames);
        _directories = header.Strings(RpmTag.DirectoryNames);
        _directoryOf = header.Numbers(RpmTag.DirectoryIndexes);
        _sizes = header.Numbers(RpmTag.LongFileSizes);
        if (_sizes.Length == 0)
            _sizes = header.Numbers(RpmTag.FileSizes);
        _modes = header.Numbers(RpmTag.FileModes);
        var count = _names.Count;
        if (_directoryOf.Length != count || _sizes.Length != count || _modes.Length != count)
            throw new InvalidDataException("damaged RPM header: its file lists differ in length");
        _isTaken = new bool[count];
        _isLink = FindLinks(header.Numbers(RpmTag.FileDevices), header.Numbers(RpmTag.FileInodes));
    }

    /// <summary>All paths, including directories.</summary>
    /// <exception cref="InvalidDataException">A directory index is invalid.</exception>
    public IEnumerable<string> Paths => Enumerable.Range(0, _names.Count).Select(PathOf);

    /// <summary>The file with that index, which must appear once in the payload.</summary>
    /// <exception cref="InvalidDataException">The index is invalid, or was used before.</exception>
    public RpmFileEntry Take(uint index)
    {
        if (index >= _names.Count || _isTaken[index])
            throw new InvalidDataException($"damaged RPM payload: file {index} doesn't exist, or appears twice");
        _isTaken[index] = true;
        var path = PathOf((int)index);
        var (mode, isLink) = ((uint)_modes[index], _isLink[index]);
        var size = UnixMode.HasContent(mode) && !isLink ? _sizes[index] : 0;
        if (size > long.MaxValue)
            throw new InvalidDataException("damaged RPM header: invalid file size");
        return new RpmFileEntry(path, UnixMode.KindOf(mode, isLink), (long)size);
    }

    private string PathOf(int index) => _directoryOf[index] < (ulong)_directories.Count
        ? MemberPath.Decode(_directories[(int)_directoryOf[index]], _names[index])
        : throw new InvalidDataException($"damaged RPM header: file {index} has an invalid directory");

    /// <summary>Of several names of an inode, the last has the content.</summary>
    private bool[] FindLinks(ulong[] devices, ulong[] inodes)
    {
        var isLink = new bool[_names.Count];
        if (devices.Length != isLink.Length || inodes.Length != isLink.Length)
            return isLink;
        var seen = new HashSet<(ulong, ulong)>();
        for (var i = isLink.Length - 1; i >= 0; i--)
            isLink[i] = UnixMode.IsRegularFile((uint)_modes[i]) && !seen.Add((devices[i], inodes[i]));
        return isLink;
    }
}
