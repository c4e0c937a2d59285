using KernelSplit.Makefiles.Directories;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// What a change of source files reaches. Nothing is compiled: Makefiles and #include lines are read, so that the answer
/// for a compiled file is exact and that for a header is never too small.
/// </summary>
public sealed class KernelSources
{
    // scripts/Makefile.modpost runs it; it writes a C file for every module.
    private const string ModPost = "scripts/mod/modpost.c";

    private readonly string _source;
    private readonly Func<string, string?> _valueOf;
    private readonly string _architecture;
    private readonly SourceLayout _layout;
    private readonly BuiltObjects _objects;
    private readonly SourceIndex _index;
    private readonly Lazy<Includes> _includes;
    private readonly IProgress<int>? _progress;
    private readonly CancellationToken _cancellation;

    /// <param name="sourceDirectory">The kernel source's top.</param>
    /// <param name="architecture">As in <c>make ARCH=</c>: x86_64, arm64.</param>
    /// <param name="makefiles">What the Makefiles of that source say.</param>
    /// <param name="valueOf">A symbol's value as .config writes it; null or <c>n</c>: not set.</param>
    /// <param name="progress">Gets how many files have been read for includes.</param>
    /// <param name="cancellation">Ends that early.</param>
    public KernelSources(
        string sourceDirectory, string architecture, KernelMakefiles makefiles, Func<string, string?> valueOf,
        IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        _source = sourceDirectory;
        _architecture = architecture;
        _valueOf = valueOf;
        _progress = progress;
        _cancellation = cancellation;
        _layout = new SourceLayout(sourceDirectory, TopMakefile.SourceArchitecture(architecture));
        _objects = new BuiltObjects(makefiles, valueOf);
        _index = new SourceIndex(sourceDirectory);
        _includes = new(ReadIncludes);
    }

    /// <summary>How many files were read to find includes; 0 while no question needed that.</summary>
    public int FilesRead => _includes.IsValueCreated ? _includes.Value.Graph.Files : 0;

    /// <summary>What a file reaches.</summary>
    /// <param name="file">Relative to the source's top.</param>
    /// <param name="mayBeAbsent">Whether a patch adds or removes it, so that the source needn't have it.</param>
    public SourceReach ReachOf(string file, bool mayBeAbsent = false)
    {
        if (SourcePath.Normalize(file) is not { Length: > 0 } path)
            return new SourceReach(file, "this path leads out of the source") { IsMissing = true };
        var isThere = File.Exists(Path.Combine(_source, path));
        if (!isThere && !mayBeAbsent)
            return Missing(path);
        if (_objects.IsListed(path))
        {
            var compiled = _objects.FromSource(path);
            if (isThere && IsIncludedNearby(path) && Included(path) is { ReachesNothing: false } included)
                return included;
            return compiled.IsNothing
                ? new SourceReach(path, $"not built: {_objects.WhyNotBuilt(path)}")
                : Reach(path, compiled, "the Makefiles link it in", isAtMost: false);
        }

        if (OfItsKind(path) is { } known)
            return known;
        return isThere ? Included(path) : Reach(
            path, _objects.InFolder(SourceLayout.FolderOf(path)), "not in this source, because the patch adds or removes it: what its folder's Makefile lists may use it", isAtMost: true);
    }

    private static SourceReach Reach(string file, Built built, string because, bool isAtMost) =>
        new(file, because) { Modules = [.. built.Modules], KernelImage = built.Image, IsAtMost = isAtMost };

    private SourceReach Missing(string file)
    {
        if (Directory.Exists(Path.Combine(_source, file)))
            return new SourceReach(file, "this is a folder; name the files in it") { IsMissing = true };
        var nearest = _index.Nearest(file);
        var hint = nearest.Count == 0 ? "" : $". Did you mean {string.Join(" or ", nearest)}?";
        return new SourceReach(file, $"the source has no such file{hint}") { IsMissing = true };
    }

    /// <summary>The answer for what isn't compiled and isn't included; null where includes must tell.</summary>
    private SourceReach? OfItsKind(string file)
    {
        if (SourceLayout.IsDocumentation(file))
            return new SourceReach(file, "no code");
        if (SourceLayout.IsBuildFile(file))
            return BuildFile(file);
        if (_layout.IsLinkedIntoModules(file))
            return Reach(file, _objects.All with { Image = false }, "goes into every module", isAtMost: true);
        if (_layout.IsLinkedIntoImage(file) && SourceLayout.IsSource(file))
            return Reach(file, Built.KernelImage, "linked into the kernel image", isAtMost: false);
        if (SourceLayout.IsDeviceTree(file) && !_layout.IsOtherArchitecture(file))
            return new SourceReach(file, "a device tree") { DeviceTrees = true, IsAtMost = true };
        return null;
    }

    private SourceReach BuildFile(string file)
    {
        if (_layout.IsOtherArchitecture(file))
            return OtherArchitecture(file);
        if (SourceLayout.IsTool(file) && SourceLayout.FolderOf(file) != "scripts")
            return Tool(file);
        var folder = _layout.FolderDecidedBy(file);
        var built = _objects.Below(folder);
        var where = folder.Length == 0 ? "in any folder" : $"below {folder}";
        return built.IsNothing
            ? new SourceReach(file, $"decides what is built {where}, and this .config builds nothing there")
            : Reach(file, built, $"may change what is built {where}", isAtMost: true);
    }

    /// <summary>
    /// Whether a compiled file is included as well, as fs/compat_binfmt_elf.c does with binfmt_elf.c: by a file of its
    /// folder, of the one above or of those in it. Nobody is further away, but for the kernel image's unpacking.
    /// </summary>
    private bool IsIncludedNearby(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(_source, file)))!;
        string[] around = [folder, .. Directory.EnumerateDirectories(folder), .. file.Contains('/') ? [Path.GetDirectoryName(folder)!] : Array.Empty<string>()];
        var name = Path.GetFileName(file);
        return around.SelectMany(Directory.EnumerateFiles)
            .Where(other => Path.GetExtension(other) is ".c" or ".h" or ".S")
            .Any(other => IncludeGraph.IncludesOf(other).Any(line => Path.GetFileName(line.Name) == name));
    }

    private SourceReach Included(string file)
    {
        var reached = _includes.Value.Graph.ReachedBy(file);
        var built = _includes.Value.Of(reached, _objects);
        if (file.StartsWith("include/dt-bindings/", StringComparison.Ordinal) && _layout.HasDeviceTrees)
            return Reach(file, built, "device trees and sources include it", isAtMost: true) with { DeviceTrees = true };
        if (!built.IsNothing)
            return Reach(file, built, _includes.Value.IsCompiled(file) ? "compiled into these, or included by their sources" : "their sources include it, directly or not", isAtMost: true);
        if (_layout.IsOtherArchitecture(file))
            return OtherArchitecture(file);
        if (SourceLayout.IsTool(file))
            return Tool(file);
        return OfNobody(file);
    }

    /// <summary>A program that makes a source, a table: the Makefile may name it without compiling it into anything.</summary>
    private SourceReach OfNobody(string file)
    {
        var folder = SourceLayout.FolderOf(file);
        var built = _objects.InFolder(folder);
        var isHeader = file.EndsWith(".h", StringComparison.Ordinal);
        if (!isHeader && _layout.IsOfArchitecture(file))
            return Reach(file, built with { Image = true }, $"not compiled itself, but the build may make something of it in {folder} or pack it with the kernel image", isAtMost: true);
        if (!isHeader && !built.IsNothing && (_layout.IsNamedByMakefile(file) || !SourceLayout.IsSource(file)))
            return Reach(file, built, $"not compiled itself, but the build may make something of it in {folder}", isAtMost: true);
        return new SourceReach(file, isHeader
            ? "nothing that this .config builds includes it"
            : "no Makefile lists it, and nothing that this .config builds includes it");
    }

    private SourceReach OtherArchitecture(string file) => new(file, $"for {file.Split('/')[1]}, and this kernel is for {_layout.Arch["arch/".Length..]}");

    private static SourceReach Tool(string file) => new(file, $"in {file.Split('/')[0]}/, which no kernel is made of");

    private Includes ReadIncludes()
    {
        var flags = new CompilerFlags(_source, _architecture);
        var compiled = new CompiledFiles(_layout, _objects, flags, _index, when => when.Holds(_valueOf) != false);
        var resolver = new IncludeResolver(_index, flags.Everywhere, compiled.AnyFolder, _layout.IsForeign);
        var forModules = _layout.HeadersOfEveryModule().SelectMany(name => resolver.Resolve(ModPost, new IncludeLine(name, false), null))
            .Concat(_layout.SourcesOfEveryModule()).ToHashSet(StringComparer.Ordinal);
        var graph = IncludeGraph.Read(
            _source, compiled.IncludeFolders, [.. flags.ForcedEverywhere, .. compiled.Forced, .. forModules], _layout.HeadersOfAsn1(), resolver, _progress, _cancellation);
        return new Includes(graph, compiled, [.. flags.ForcedEverywhere], forModules);
    }

    private sealed record Includes(IncludeGraph Graph, CompiledFiles Compiled, HashSet<string> Everywhere, HashSet<string> InEveryModule)
    {
        public bool IsCompiled(string file) => Compiled.IncludeFolders.ContainsKey(file);

        public Built Of(IReadOnlyCollection<string> files, BuiltObjects objects)
        {
            if (files.Any(Everywhere.Contains))
                return objects.All;
            var built = Compiled.Of(files);
            return files.Any(InEveryModule.Contains) ? objects.All with { Image = built.Image } : built;
        }
    }
}
