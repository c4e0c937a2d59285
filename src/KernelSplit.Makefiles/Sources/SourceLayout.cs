using System.Text.RegularExpressions;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>The layout of a kernel source.</summary>
/// <param name="source">The top of the source.</param>
/// <param name="architecture">The directory under arch/.</param>
internal sealed partial class SourceLayout(string source, string architecture)
{
    // Directories that are not part of the kernel. Files in them that the kernel uses are found by their includers.
    private static readonly string[] Texts = ["Documentation/", "LICENSES/"];
    private static readonly string[] Tools = ["tools/", "samples/", "scripts/"];

    // Build files here control all directories, not just their own.
    private static readonly string[] General = ["", "init", "scripts"];

    // Scripts that link vmlinux and modules.
    private static readonly string[] ImageLinkers =
        ["scripts/link-vmlinux.sh", "scripts/Makefile.vmlinux", "scripts/Makefile.vmlinux_o"];
    private static readonly string[] ModuleLinkers = ["scripts/Makefile.modfinal", "scripts/Makefile.modpost"];

    private readonly string _arch = $"arch/{architecture}";

    public string Arch => _arch;

    public static bool IsDocumentation(string file) =>
        Texts.Any(directory => IsBelow(file, directory)) || !file.Contains('/') && !IsBuildFile(file)
        || file.EndsWith(".rst", StringComparison.Ordinal)
        || Path.GetFileName(file) is ".gitignore" or ".gitattributes" or "OWNERS" or "README" or "TODO";

    public static bool IsTool(string file) => Tools.Any(directory => IsBelow(file, directory));

    public static bool IsSource(string file) => Path.GetExtension(file) is ".c" or ".S";

    /// <summary>Kconfig files and Makefiles, which control what is built.</summary>
    public static bool IsBuildFile(string file) => BuildFile().IsMatch(Path.GetFileName(file));

    public static bool IsDeviceTree(string file) => Path.GetExtension(file) is ".dts" or ".dtsi" or ".dtso";

    public bool IsOtherArchitecture(string file) =>
        IsBelow(file, "arch/") && !IsBelow(file, _arch + "/") && file != "arch/Kconfig";

    /// <summary>Whether to ignore a file when guessing the target of an include line.</summary>
    public bool IsForeign(string file) => IsOtherArchitecture(file) || IsTool(file) || IsDocumentation(file);

    /// <summary>Whether kbuild compiles it for the kernel image, although no Makefile lists it as an object.</summary>
    public bool IsArchitectureSource(string file) => IsOfArchitecture(file) && IsSource(file);

    /// <summary>Whether it is for this architecture; um is user mode Linux, a separate architecture.</summary>
    public bool IsOfArchitecture(string file) =>
        IsBelow(file, _arch + "/") && !IsBelow(file, $"{_arch}/tools/") && !IsBelow(file, $"{_arch}/um/");

    /// <summary>The directory whose objects a Kconfig file or Makefile controls; empty: all.</summary>
    public string DirectoryControlledBy(string buildFile)
    {
        var directory = DirectoryOf(buildFile);
        return General.Contains(directory) || directory == _arch || buildFile == "arch/Kconfig" ? "" : directory;
    }

    public bool HasDeviceTrees => Directory.Exists(Path.Combine(source, _arch, "boot/dts"));

    public bool IsLinkedIntoImage(string file) => Mention(ImageLinkers, file);

    public bool IsLinkedIntoModules(string file) => IsBelow(file, "scripts/") && Mention(ModuleLinkers, file);

    /// <summary>The headers that modpost includes in each module's .mod.c.</summary>
    public IEnumerable<string> HeadersOfEveryModule() => HeadersWrittenBy("scripts/mod/modpost.c");

    /// <summary>The headers that asn1_compiler includes in its output for a .asn1 file.</summary>
    public IReadOnlyList<IncludeLine> HeadersOfAsn1() =>
        [.. HeadersWrittenBy("scripts/asn1_compiler.c").Select(name => new IncludeLine(name, false))];

    /// <summary>The sources that are linked into each module besides its own.</summary>
    public IEnumerable<string> SourcesOfEveryModule() =>
        CommonSource().Matches(Text(ModuleLinkers[0])).Select(match =>
            match.Groups["file"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a directory's Makefile mentions a file or its object.</summary>
    public bool IsNamedByMakefile(string file)
    {
        var name = Regex.Escape(Path.GetFileNameWithoutExtension(file));
        var makefiles = Text($"{DirectoryOf(file)}/Makefile") + Text($"{DirectoryOf(file)}/Kbuild");
        return Regex.IsMatch(makefiles, $@"(?<![\w-]){name}(\.\w+)?(?![\w-])", RegexOptions.CultureInvariant);
    }

    public static string DirectoryOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];

    private bool Mention(string[] scripts, string file)
    {
        var name = file[..^Path.GetExtension(file).Length];
        return scripts.Any(script => Text(script).Contains(name, StringComparison.Ordinal));
    }

    private IEnumerable<string> HeadersWrittenBy(string program) =>
        WrittenInclude().Matches(Text(program)).Select(match => match.Groups["name"].Value);

    private string Text(string file) => MakefileText.Read(source, file) ?? "";

    private static bool IsBelow(string file, string directory) => file.StartsWith(directory, StringComparison.Ordinal);

    [GeneratedRegex(@"^(Kconfig|Makefile|Kbuild)([.-].*)?$|\.mk$", RegexOptions.CultureInvariant)]
    private static partial Regex BuildFile();

    [GeneratedRegex(@"\$\(srctree\)/(?<file>scripts/\S+\.[cS])\b", RegexOptions.CultureInvariant)]
    private static partial Regex CommonSource();

    [GeneratedRegex(@"""#include <(?<name>[^>]+)>", RegexOptions.CultureInvariant)]
    private static partial Regex WrittenInclude();
}
