using System.Text;

namespace KernelSplit.Modules.Archives;

/// <summary>The path of an archive's member.</summary>
internal static class MemberPath
{
    /// <summary>In bytes: the limit of Linux (PATH_MAX) and rpm.</summary>
    public const int Longest = 4096;

    /// <exception cref="InvalidDataException">It is too long, or contains a NUL.</exception>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
            throw new InvalidDataException($"file name longer than {Longest} bytes");
        if (name.Contains((byte)0))
            throw new InvalidDataException("file name with a NUL character");
        return Encoding.UTF8.GetString(name);
    }

    /// <inheritdoc cref="Decode(ReadOnlySpan{byte})"/>
    public static string Decode(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> name) =>
        directory.Length + name.Length <= Longest
            ? Decode((ReadOnlySpan<byte>)[.. directory, .. name])
            : throw new InvalidDataException($"file name longer than {Longest} bytes");

    /// <summary>
    /// Removes a leading <c>/</c> or <c>./</c> (as written by RPM and dpkg) and duplicate ones; null if the path
    /// contains <c>..</c>, which no packaging tool writes.
    /// </summary>
    public static string? Normalize(string path)
    {
        if (!path.StartsWith('.') && !path.StartsWith('/') && !path.Contains("/.") && !path.Contains("//"))
            return path;
        var parts = path.Split('/').Where(part => part is not "" and not ".").ToList();
        return parts.Contains("..") ? null : string.Join('/', parts);
    }
}
