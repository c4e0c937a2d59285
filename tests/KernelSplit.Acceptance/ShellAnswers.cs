using System.Globalization;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// What commands of Kconfig files print, each run once: in a directory that conf-shim.c shares, for as long as the
/// tests run.
/// </summary>
/// <param name="directory">A file for each command, named by its hash.</param>
/// <param name="environment">What commands get besides the tests' own environment.</param>
internal sealed class ShellAnswers(string directory, IReadOnlyDictionary<string, string> environment)
{
    private static readonly Lazy<string> Root = new(MakeRoot);

    /// <summary>The directory of a kernel's source and architecture.</summary>
    public static string DirectoryOf(string source, string architecture)
    {
        var hash = Hash(source).ToString("x16", CultureInfo.InvariantCulture);
        return Directory.CreateDirectory(Path.Combine(Root.Value, hash, architecture)).FullName;
    }

    public string Of(string command)
    {
        var path = Path.Combine(directory, Hash(command).ToString("x16", CultureInfo.InvariantCulture));
        if (!File.Exists(path))
            Keep(Shell.Run("sh", ["-c", command], directory, environment).Output, path);
        return File.ReadAllText(path, Encoding.Latin1);
    }

    /// <summary>The first answer counts: somebody may have read it already.</summary>
    private static void Keep(string answer, string path)
    {
        var partial = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(partial, answer);
        try
        {
            File.Move(partial, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
        }
    }

    private static string MakeRoot()
    {
        var root = Directory.CreateTempSubdirectory("kernelsplit-answers-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }

    /// <summary>FNV-1a, 64 bits.</summary>
    private static ulong Hash(string command)
    {
        var hash = 14695981039346656037;
        foreach (var c in command)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }
}
