using System.Text.RegularExpressions;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>What lies where in a kernel source.</summary>
/// <param name="source">Its top.</param>
/// <param name="architecture">The folder below arch/.</param>
internal sealed partial class SourceLayout(string source, string architecture)
{
    // Folders that no kernel is made of. What their sources share with the kernel is found by who lists or includes it.
    private static readonly string[] Texts = ["Documentation/", "LICENSES/"];
    private static readonly string[] Tools = ["tools/", "samples/", "scripts/"];

    // They decide about all folders, not just about their own.
    private static readonly string[] General = ["", "init", "scripts"];

    // These link vmlinux and modules.
    private static readonly string[] ImageLinkers = ["scripts/link-vmlinux.sh", "scripts/Makefile.vmlinux", "scripts/Makefile.vmlinux_o"];
    private static readonly string[] ModuleLinkers = ["scripts/Makefile.modfinal", "scripts/Makefile.modpost"];

    private readonly string _arch = $"arch/{architecture}";

    public string Arch => _arch;

    public static bool IsDocumentation(string file) =>
        Texts.Any(folder => IsBelow(file, folder)) || !file.Contains('/') && !IsBuildFile(file) || file.EndsWith(".rst", StringComparison.Ordinal)
        || Path.GetFileName(file) is ".gitignore" or ".gitattributes" or "OWNERS" or "README" or "TODO";

    public static bool IsTool(string file) => Tools.Any(folder => IsBelow(file, folder));

    public static bool IsSource(string file) => Path.GetExtension(file) is ".c" or ".S";

    /// <summary>Kconfig files and Makefiles: what decides about objects.</summary>
    public static bool IsBuildFile(string file) => BuildFile().IsMatch(Path.GetFileName(file));

    public static bool IsDeviceTree(string file) => Path.GetExtension(file) is ".dts" or ".dtsi" or ".dtso";

    public bool IsOtherArchitecture(string file) => IsBelow(file, "arch/") && !IsBelow(file, _arch + "/") && file != "arch/Kconfig";

    /// <summary>Whether a file can't be meant where an include line is guessed at.</summary>
    public bool IsForeign(string file) => IsOtherArchitecture(file) || IsTool(file) || IsDocumentation(file);

    /// <summary>Whether kbuild compiles it for the kernel image, although no Makefile lists it as an object.</summary>
    public bool IsArchitectureSource(string file) => IsOfArchitecture(file) && IsSource(file);

    /// <summary>Whether it is for this architecture; um is user mode Linux, an architecture of its own.</summary>
    public bool IsOfArchitecture(string file) => IsBelow(file, _arch + "/") && !IsBelow(file, $"{_arch}/tools/") && !IsBelow(file, $"{_arch}/um/");

    /// <summary>The folder whose objects a Kconfig file or Makefile decides about; empty: all.</summary>
    public string FolderDecidedBy(string buildFile)
    {
        var folder = FolderOf(buildFile);
        return General.Contains(folder) || folder == _arch || buildFile == "arch/Kconfig" ? "" : folder;
    }

    public bool HasDeviceTrees => Directory.Exists(Path.Combine(source, _arch, "boot/dts"));

    public bool IsLinkedIntoImage(string file) => Mention(ImageLinkers, file);

    public bool IsLinkedIntoModules(string file) => IsBelow(file, "scripts/") && Mention(ModuleLinkers, file);

    /// <summary>The headers that modpost writes into the C file that each module gets.</summary>
    public IEnumerable<string> HeadersOfEveryModule() => HeadersWrittenBy("scripts/mod/modpost.c");

    /// <summary>The headers that asn1_compiler writes into what it makes of a .asn1 file.</summary>
    public IReadOnlyList<IncludeLine> HeadersOfAsn1() => [.. HeadersWrittenBy("scripts/asn1_compiler.c").Select(name => new IncludeLine(name, false))];

    /// <summary>The sources that are linked into each module besides its own.</summary>
    public IEnumerable<string> SourcesOfEveryModule() =>
        CommonSource().Matches(Text(ModuleLinkers[0])).Select(match => match.Groups["file"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a folder's Makefile has a word for a file or the object of it.</summary>
    public bool IsNamedByMakefile(string file)
    {
        var name = Regex.Escape(Path.GetFileNameWithoutExtension(file));
        var makefiles = Text($"{FolderOf(file)}/Makefile") + Text($"{FolderOf(file)}/Kbuild");
        return Regex.IsMatch(makefiles, $@"(?<![\w-]){name}(\.\w+)?(?![\w-])", RegexOptions.CultureInvariant);
    }

    public static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];

    private bool Mention(string[] scripts, string file)
    {
        var name = file[..^Path.GetExtension(file).Length];
        return scripts.Any(script => Text(script).Contains(name, StringComparison.Ordinal));
    }

    private IEnumerable<string> HeadersWrittenBy(string program) =>
        WrittenInclude().Matches(Text(program)).Select(match => match.Groups["name"].Value);

    private string Text(string file) => MakefileText.Read(source, file) ?? "";

    private static bool IsBelow(string file, string folder) => file.StartsWith(folder, StringComparison.Ordinal);

    [GeneratedRegex(@"^(Kconfig|Makefile|Kbuild)([.-].*)?$|\.mk$", RegexOptions.CultureInvariant)]
    private static partial Regex BuildFile();

    [GeneratedRegex(@"\$\(srctree\)/(?<file>scripts/\S+\.[cS])\b", RegexOptions.CultureInvariant)]
    private static partial Regex CommonSource();

    [GeneratedRegex(@"""#include <(?<name>[^>]+)>", RegexOptions.CultureInvariant)]
    private static partial Regex WrittenInclude();
}
