using System.Security.Cryptography;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Modules;

/// <summary>The .config that distributions ship with a kernel, or that is in a build directory.</summary>
/// <param name="Place">Its path, for messages.</param>
/// <param name="Lines">Its lines.</param>
public sealed record KernelConfigFile(string Place, IReadOnlyList<string> Lines)
{
    // Debian's has 270 KB.
    private const long Largest = 16 * 1024 * 1024;

    /// <summary>The first half of the SHA-256 of its lines, each ended by a newline, hexadecimal.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => line + "\n")))).AsSpan(0, 16));

    /// <exception cref="InvalidInputException">It is too large.</exception>
    internal static KernelConfigFile Read(string place, Stream content) => new(place, ReadLines(place, content));

    private static List<string> ReadLines(string place, Stream content)
    {
        using var reader = new StreamReader(content);
        var lines = new List<string>();
        long size = 0;
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
            if ((size += line.Length) > Largest)
                throw new InvalidInputException(place, $"larger than {Largest} bytes: not a .config");
        }

        return lines;
    }
}
