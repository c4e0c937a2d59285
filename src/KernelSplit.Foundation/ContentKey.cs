using System.Security.Cryptography;
using System.Text;

namespace KernelSplit.Foundation;

/// <summary>Names results by a hash of their inputs.</summary>
public static class ContentKey
{
    /// <summary>A short hash of all parts.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        // The length before each part keeps ["ab", "c"] and ["a", "bc"] apart.
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
    }

    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..20];
    }

    /// <summary>
    /// A hash of the names, sizes and modification times of a directory's files: fast enough for a kernel source tree.
    /// </summary>
    public static string OfDirectory(string path)
    {
        var files = new DirectoryInfo(path)
            .EnumerateFiles(
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => !file.FullName.Contains("/.git/", StringComparison.Ordinal))
            .Select(file => $"{Path.GetRelativePath(path, file.FullName)}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")
            .Order(StringComparer.Ordinal);
        return Of(files);
    }
}
