using System.Text;

namespace KernelSplit.Modules.Archives;

/// <summary>The name that an archive gives a member.</summary>
internal static class MemberPath
{
    /// <summary>Bytes: Linux opens no longer path (PATH_MAX), rpm unpacks no longer one.</summary>
    public const int Longest = 4096;

    /// <exception cref="InvalidDataException">Too long, or there is a NUL in it.</exception>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
            throw new InvalidDataException($"a file name of more than {Longest} bytes in it");
        if (name.Contains((byte)0))
            throw new InvalidDataException("a file name with a NUL in it");
        return Encoding.UTF8.GetString(name);
    }

    /// <inheritdoc cref="Decode(ReadOnlySpan{byte})"/>
    public static string Decode(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> name) =>
        directory.Length + name.Length <= Longest
            ? Decode((ReadOnlySpan<byte>)[.. directory, .. name])
            : throw new InvalidDataException($"a file name of more than {Longest} bytes in it");

    /// <summary>
    /// Without <c>/</c> or <c>./</c> at its start (as RPM and dpkg write names) or doubled; nothing when there is a
    /// <c>..</c> in it, which no packaging tool writes.
    /// </summary>
    public static string? Normalize(string path)
    {
        if (!path.StartsWith('.') && !path.StartsWith('/') && !path.Contains("/.") && !path.Contains("//"))
            return path;
        var parts = path.Split('/').Where(part => part is not "" and not ".").ToList();
        return parts.Contains("..") ? null : string.Join('/', parts);
    }
}
