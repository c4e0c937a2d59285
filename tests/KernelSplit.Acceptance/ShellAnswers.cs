using System.Globalization;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>What commands of Kconfig files print, kept in a folder that conf-shim.c shares.</summary>
internal sealed class ShellAnswers(string folder, IReadOnlyDictionary<string, string> environment)
{
    public string Of(string command)
    {
        var path = Path.Combine(folder, Hash(command).ToString("x16", CultureInfo.InvariantCulture));
        if (!File.Exists(path))
        {
            var partial = $"{path}.{Guid.NewGuid()}";
            File.WriteAllText(partial, Shell.Run("sh", ["-c", command], folder, environment).Output);
            File.Move(partial, path, overwrite: true);
        }

        return File.ReadAllText(path, Encoding.Latin1);
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
