using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Acceptance;

/// <summary>
/// What the compiler read for some objects of a distribution's kernel, as kbuild wrote it down, and which module each
/// of
/// them is linked into. Kept in the user's cache.
/// </summary>
internal sealed partial class CompiledDependencies
{
    private const string List = "dependencies";

    private CompiledDependencies(string folder)
    {
        Config = [.. File.ReadLines(Path.Combine(folder, ".config"))];
        foreach (var line in File.ReadLines(Path.Combine(folder, List)))
        {
            var words = line.Split('\t');
            // The build's own tools are compiled for this machine.
            if (!words[0].Contains("/tools/", StringComparison.Ordinal))
                Objects.Add((words[0], words[1], words[2..]));
        }

        // Linked into every module that is linked as a whole, by scripts/Makefile.modfinal.
        var whole = Objects.Where(one => one.Object.EndsWith(".mod.o", StringComparison.Ordinal)).Select(one =>
            one.Module).ToList();
        var common = Objects.Where(one => Path.GetFileName(one.Object) == ".module-common.o").ToList();
        Objects.RemoveAll(common.Contains);
        Objects.AddRange(common.SelectMany(_ => whole, (one, module) => (one.Object, module, one.Files)));
    }

    /// <summary>The .config that they were compiled by.</summary>
    public IReadOnlyList<string> Config { get; }

    /// <summary>
    /// Each object, its module (empty: the kernel image), and the files of the source that it was compiled from.
    /// </summary>
    public List<(string Object, string Module, string[] Files)> Objects { get; } = [];

    /// <param name="build">The kernel.</param>
    /// <param name="goals">What make shall build: folders, objects, modules.</param>
    public static CompiledDependencies Of(DistributionBuild build, params string[] goals)
    {
        var compiler = Shell.Must("gcc", "--version").Lines[0];
        var key = ContentKey.Of(build.Source, build.ConfigText, compiler, string.Join(' ', goals));
        return new CompiledDependencies(Cache.OfThisUser().Get("test-dependencies", key, resumable: false, folder =>
        {
            using var objects = new TempDirectory("kernelsplit-");
            objects.Write(".config", build.ConfigText);
            foreach (var step in new string[][] { ["olddefconfig"], ["modules_prepare"], goals })
            {
                // -g0: debug information would take half of the time.
                var made = Shell.Run(
                    "nice",
                    [
                        "make", "-s", "-C", build.Source, $"O={objects.Path}", "-j2", "KCFLAGS=-g0",
                        "KBUILD_MODPOST_WARN=1", .. step,
                    ]);
                made.ExitCode.ShouldBe(0, made.Errors);
            }

            File.Copy(Path.Combine(objects.Path, ".config"), Path.Combine(folder, ".config"));
            File.WriteAllLines(Path.Combine(folder, List), Read(objects.Path, build.Source));
            return Task.CompletedTask;
        }, _ => { }, default).GetAwaiter().GetResult().Directory);
    }

    private static IEnumerable<string> Read(string objects, string source)
    {
        // NAME.mod lists what kbuild links into NAME.ko.
        var modules = Directory.EnumerateFiles(objects, "*.mod", SearchOption.AllDirectories)
            .SelectMany(
                File.ReadLines,
                (file, member) => (member, module: Path.GetRelativePath(objects, file)[..^".mod".Length]))
            .ToLookup(pair => pair.member, pair => pair.module);
        foreach (var command in Directory.EnumerateFiles(objects, ".*.o.cmd", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            var name = Path.Combine(
                Path.GetDirectoryName(Path.GetRelativePath(objects, command))!,
                Path.GetFileName(command)[1..^".cmd".Length]);
            var files = DependenciesIn(File.ReadAllText(command), source).ToList();
            // Tools run while building; linked objects have no list of their own.
            if (files.Count == 0 || name.StartsWith("scripts/", StringComparison.Ordinal) || name.StartsWith(
                "tools/", StringComparison.Ordinal))
                continue;
            var owners = name.EndsWith(".mod.o", StringComparison.Ordinal) ? [name[..^".mod.o".Length]] : modules[name]
                .DefaultIfEmpty("");
            foreach (var module in owners)
                yield return string.Join('\t', [name, module, .. files]);
        }
    }

    private static IEnumerable<string> DependenciesIn(string command, string source) => Dependency().Matches(command)
        .Select(match => match.Groups["file"].Value)
        .Where(file => !file.StartsWith('/') || file.StartsWith(source + "/", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(source, Path.GetFullPath(file, source)))
        .Where(file => File.Exists(Path.Combine(source, file)))
        .Distinct().Order(StringComparer.Ordinal);

    // source_X := FILE, and the lines below deps_X; $(wildcard ...) are symbols.
    [
        GeneratedRegex(
            @"^(source_\S+ := |  )(?<file>[^\s$]+)( \\)?$", RegexOptions.Multiline | RegexOptions.CultureInvariant),
    ]
    private static partial Regex Dependency();
}
