using KernelSplit.Foundation;
using KernelSplit.Makefiles.Directories;

namespace KernelSplit.Makefiles;

/// <summary>
/// The modules in a kernel's Makefiles: which Kconfig symbols build each, from which sources. Runs nothing; what only
/// make itself can tell is reported as unknown.
/// </summary>
public sealed class KernelMakefiles
{
    private readonly Dictionary<string, DirectoryContent> _directories;
    private readonly Dictionary<string, ModuleRule> _rules;
    private readonly Lazy<ILookup<string, ModuleRule>> _byPart;

    private KernelMakefiles(
        Dictionary<string, DirectoryContent> directories, Dictionary<string, ModuleRule> rules, string? version,
        IReadOnlyList<Diagnostic> diagnostics)
    {
        Version = version;
        _directories = directories;
        _rules = rules;
        Diagnostics = diagnostics;
        Rules = [.. rules.Values.OrderBy(rule => rule.Path, StringComparer.Ordinal)];
        _byPart = new(() => Rules
            .SelectMany(rule => rule.Parts, (rule, part) => (rule, part))
            .SelectMany(
                pair => new[] { pair.part.Path, pair.part.Source }.OfType<string>(), (pair, key) => (key, pair.rule))
            .Distinct()
            .ToLookup(pair => pair.key, pair => pair.rule, StringComparer.Ordinal));
    }

    /// <summary>The kernel's version, <c>6.12.117</c>; null if the top Makefile doesn't set it as Linux does.</summary>
    public string? Version { get; }

    /// <summary>All objects that the Makefiles list for modules or for vmlinux, sorted by path, ordinal.</summary>
    public IReadOnlyList<ModuleRule> Rules { get; }

    /// <summary>
    /// Warnings, and notes about constructs that are not evaluated, by file and line. Paths are relative to the source.
    /// </summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Reads the Makefiles of a kernel source.</summary>
    /// <param name="sourceDirectory">The top of the source.</param>
    /// <param name="architecture">As in <c>make ARCH=</c>: x86_64, arm64.</param>
    /// <exception cref="InvalidInputException">The directory is not a kernel source tree.</exception>
    public static KernelMakefiles Read(string sourceDirectory, string architecture)
    {
        foreach (var file in new[] { "Makefile", "Kbuild" })
        {
            if (!File.Exists(Path.Combine(sourceDirectory, file)))
                throw new InvalidInputException(sourceDirectory, $"not a kernel source tree: no {file} at its top");
        }

        var top = new TopMakefile(sourceDirectory, architecture);
        var reader = new DirectoryReader(sourceDirectory, top.Kbuild);
        var content = reader.Read("", default);
        if (content.Directories.Count == 0)
            content = content with { Directories = top.Directories().Directories };

        var directories = DirectoryWalk.Read(reader, content);
        var reach = new Reach(directories);
        var diagnostics = top.Diagnostics.Concat(directories.Values.SelectMany(directory => directory.Diagnostics))
            .Concat(reach.Diagnostics);
        return new KernelMakefiles(
            directories,
            ModuleRules.Join(directories.Values, reach),
            top.Version,
            [.. diagnostics.Distinct().OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line)]);
    }

    /// <summary>
    /// What builds a module; null if no Makefile that kbuild reads lists it, see <see cref="WhyUnknown"/>.
    /// </summary>
    /// <param name="sourcePath">A module's path in the source without suffix:
    /// <c>drivers/net/ethernet/intel/igb/igb</c>.</param>
    public ModuleRule? FindModule(string sourcePath) => _rules.GetValueOrDefault(sourcePath);

    /// <summary>
    /// The modules that a source or object file is linked into; none for a header, because Makefiles don't list its
    /// includers.
    /// </summary>
    /// <param name="sourceFile">Relative to the top of the source, with suffix; objects end in <c>.o</c>.</param>
    public IReadOnlyList<ModuleRule> ModulesOf(string sourceFile) =>
        [.. _byPart.Value[sourceFile.EndsWith(".o", StringComparison.Ordinal) ? sourceFile[..^2] : sourceFile]];

    /// <summary>Why <see cref="FindModule"/> found nothing.</summary>
    public string WhyUnknown(string sourcePath)
    {
        var slash = sourcePath.LastIndexOf('/');
        var directory = slash < 0 ? "" : sourcePath[..slash];
        if (!_directories.TryGetValue(directory, out var content))
            return $"no Makefile leads to {directory}";
        return content.Unknowns.Count == 0
            ? $"the Makefile of {directory} doesn't list {sourcePath[(slash + 1)..]}.o"
            : string.Join("; ", content.Unknowns.Select(unknown => $"{unknown.At}: {unknown.Reason}"));
    }
}
