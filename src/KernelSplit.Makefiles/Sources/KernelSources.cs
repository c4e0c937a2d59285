using KernelSplit.Makefiles.Directories;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// What a change to source files reaches. Reads Makefiles and #include lines, compiles nothing: the answer is exact for
/// a compiled file, and an upper bound for a header.
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

    /// <param name="sourceDirectory">The top of the kernel source.</param>
    /// <param name="architecture">As in <c>make ARCH=</c>: x86_64, arm64.</param>
    /// <param name="makefiles">The Makefiles of that source.</param>
    /// <param name="valueOf">A symbol's value as in .config; null or <c>n</c>: not set.</param>
    /// <param name="progress">Gets the number of files read for includes.</param>
    /// <param name="cancellation">Stops that.</param>
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

    /// <summary>How many files were read for includes; 0 if not needed so far.</summary>
    public int FilesRead => _includes.IsValueCreated ? _includes.Value.Graph.Files : 0;

    /// <summary>What a file reaches.</summary>
    /// <param name="file">Relative to the top of the source.</param>
    /// <param name="mayBeAbsent">Whether a patch adds or removes it, so that it need not exist.</param>
    public SourceReach ReachOf(string file, bool mayBeAbsent = false)
    {
        if (SourcePath.Normalize(file) is not { Length: > 0 } path)
            return new SourceReach(file, "path is outside the source tree") { IsMissing = true };
        var exists = File.Exists(Path.Combine(_source, path));
        if (!exists && !mayBeAbsent)
            return Missing(path);
        if (_objects.IsListed(path))
        {
            var compiled = _objects.FromSource(path);
            if (exists && IsIncludedNearby(path) && Included(path) is { ReachesNothing: false } included)
                return included;
            return compiled.IsNothing
                ? new SourceReach(path, $"not built: {_objects.WhyNotBuilt(path)}")
                : Reach(path, compiled, "linked according to the Makefiles", isAtMost: false);
        }

        if (ByFileKind(path) is { } known)
            return known;
        return exists ? Included(path) : Reach(
            path,
            _objects.InDirectory(SourceLayout.DirectoryOf(path)),
            "added or removed by the patch; may be used by any object in its directory's Makefile",
            isAtMost: true);
    }

    private static SourceReach Reach(string file, Built built, string because, bool isAtMost) =>
        new(file, because) { Modules = [.. built.Modules], KernelImage = built.Image, IsAtMost = isAtMost };

    private SourceReach Missing(string file)
    {
        if (Directory.Exists(Path.Combine(_source, file)))
            return new SourceReach(file, "is a directory; give the files in it") { IsMissing = true };
        var nearest = _index.Nearest(file);
        var hint = nearest.Count == 0 ? "" : $". Did you mean {string.Join(" or ", nearest)}?";
        return new SourceReach(file, $"no such file in the source{hint}") { IsMissing = true };
    }

    /// <summary>The answer for files that are neither compiled nor included; null if includes decide.</summary>
    private SourceReach? ByFileKind(string file)
    {
        if (SourceLayout.IsDocumentation(file))
            return new SourceReach(file, "not code");
        if (SourceLayout.IsBuildFile(file))
            return BuildFile(file);
        if (_layout.IsLinkedIntoModules(file))
            return Reach(file, _objects.All with { Image = false }, "linked into every module", isAtMost: true);
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
        if (SourceLayout.IsTool(file) && SourceLayout.DirectoryOf(file) != "scripts")
            return Tool(file);
        var directory = _layout.DirectoryControlledBy(file);
        var built = _objects.Below(directory);
        var where = directory.Length == 0 ? "in any directory" : $"below {directory}";
        return built.IsNothing
            ? new SourceReach(file, $"controls what is built {where}, and this .config builds nothing there")
            : Reach(file, built, $"may change what is built {where}", isAtMost: true);
    }

    /// <summary>
    /// Whether a compiled file is included as well, as binfmt_elf.c is by fs/compat_binfmt_elf.c: by a file in its
    /// directory, the parent, or a subdirectory. Includers further away exist only in the kernel image's decompressor.
    /// </summary>
    private bool IsIncludedNearby(string file)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(_source, file)))!;
        string[] parent = file.Contains('/') ? [Path.GetDirectoryName(directory)!] : [];
        string[] around = [directory, .. Directory.EnumerateDirectories(directory), .. parent];
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
        {
            return Reach(file, built, "included by device trees and sources", isAtMost: true) with
            {
                DeviceTrees = true,
            };
        }

        if (!built.IsNothing)
        {
            var because = _includes.Value.IsCompiled(file)
                ? "compiled into these, or included by their sources"
                : "included by their sources, directly or not";
            return Reach(file, built, because, isAtMost: true);
        }

        if (_layout.IsOtherArchitecture(file))
            return OtherArchitecture(file);
        if (SourceLayout.IsTool(file))
            return Tool(file);
        return NotIncluded(file);
    }

    /// <summary>A source generator or a table: a Makefile may name it without compiling it into an object.</summary>
    private SourceReach NotIncluded(string file)
    {
        var directory = SourceLayout.DirectoryOf(file);
        var built = _objects.InDirectory(directory);
        var isHeader = file.EndsWith(".h", StringComparison.Ordinal);
        if (!isHeader && _layout.IsOfArchitecture(file))
        {
            var because = $"not compiled itself, but the build in {directory} may use it "
                + "or pack it with the kernel image";
            return Reach(file, built with { Image = true }, because, isAtMost: true);
        }

        if (!isHeader && !built.IsNothing && (_layout.IsNamedByMakefile(file) || !SourceLayout.IsSource(file)))
            return Reach(file, built, $"not compiled itself, but the build in {directory} may use it", isAtMost: true);

        return new SourceReach(file, isHeader
            ? "not included by anything that this .config builds"
            : "not listed in any Makefile, nor included by anything that this .config builds");
    }

    private SourceReach OtherArchitecture(string file) =>
        new(file, $"only for {file.Split('/')[1]}, not for {_layout.Arch["arch/".Length..]}");

    private static SourceReach Tool(string file) =>
        new(file, $"in {file.Split('/')[0]}/, which is not part of the kernel");

    private Includes ReadIncludes()
    {
        var flags = new CompilerFlags(_source, _architecture);
        var compiled = new CompiledFiles(_layout, _objects, flags, _index, when => when.Holds(_valueOf) != false);
        var resolver = new IncludeResolver(_index, flags.Everywhere, compiled.AnyDirectory, _layout.IsForeign);
        var forModules = _layout.HeadersOfEveryModule().SelectMany(name =>
            resolver.Resolve(ModPost, new IncludeLine(name, false), null))
            .Concat(_layout.SourcesOfEveryModule()).ToHashSet(StringComparer.Ordinal);
        var graph = IncludeGraph.Read(
            _source,
            compiled.IncludeDirectories,
            [.. flags.ForcedEverywhere, .. compiled.Forced, .. forModules],
            _layout.HeadersOfAsn1(),
            resolver,
            _progress,
            _cancellation);
        return new Includes(graph, compiled, [.. flags.ForcedEverywhere], forModules);
    }

    private sealed record Includes(
        IncludeGraph Graph, CompiledFiles Compiled, HashSet<string> Everywhere, HashSet<string> InEveryModule)
    {
        public bool IsCompiled(string file) => Compiled.IncludeDirectories.ContainsKey(file);

        public Built Of(IReadOnlyCollection<string> files, BuiltObjects objects)
        {
            if (files.Any(Everywhere.Contains))
                return objects.All;
            var built = Compiled.Of(files);
            return files.Any(InEveryModule.Contains) ? objects.All with { Image = built.Image } : built;
        }
    }
}
