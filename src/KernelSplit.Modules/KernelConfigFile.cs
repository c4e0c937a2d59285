using KernelSplit.Foundation;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>The .config that distributions ship with a kernel, or that is in a build directory.</summary>
/// <param name="Place">Its path, for messages.</param>
/// <param name="Lines">Its lines.</param>
public sealed record KernelConfigFile(string Place, IReadOnlyList<string> Lines)
{
    // Debian's has 270 KB.
    private const long Largest = 16 * 1024 * 1024;

    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="release">The kernel's release.</param>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="InvalidInputException">An archive is damaged, or the file can't be read.</exception>
    public static KernelConfigFile? Find(IReadOnlyList<string> inputs, string release)
    {
        KernelConfigFile? found = null;
        KernelFileSearch.Read(inputs, release, Wanted(release, config => found = config));
        return found;
    }

    internal static WantedFile Wanted(string release, Action<KernelConfigFile> found) => new(
        [$"boot/config-{release}", .. KernelFileSearch.InRelease(release, "config")],
        ["config", ".config"],
        (place, content) => found(new KernelConfigFile(place, ReadLines(place, content))));

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
