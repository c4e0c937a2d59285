using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Acceptance;

/// <summary>This machine's depmod on a tree, and our files held against what it wrote.</summary>
internal sealed class Depmod : IDisposable
{
    private static readonly string[] ModuleParents = ["lib/modules", "usr/lib/modules"];

    private readonly TempDirectory _root = new("kernelsplit-depmod-");
    private readonly string _release;

    /// <param name="modules">A directory lib/modules/RELEASE; nothing is written there.</param>
    public Depmod(string modules)
    {
        _release = Path.GetFileName(modules);
        Directory.CreateDirectory(Written(""));
        // depmod follows links, and takes the files of a link's target as if they were here.
        foreach (var entry in Directory.EnumerateFileSystemEntries(modules))
            File.CreateSymbolicLink(Written(Path.GetFileName(entry)), entry);
    }

    /// <summary>The only lib/modules/RELEASE below a root.</summary>
    public static string ReleaseDirectory(string root) => ModuleParents
        .Select(parent => Path.Combine(root, parent))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Single();

    /// <summary>Whether it ends well. It complains of some cycles without end, hence the time.</summary>
    public bool Accepts() =>
        Shell.Run("timeout", ["5", "sh", "-c", "exec depmod \"$@\" >/dev/null 2>&1", "-", .. Arguments("--dry-run")]).ExitCode == 0;

    /// <summary>Every file that depmod writes, and what it prints with --dry-run.</summary>
    public void MustAgreeWith(ModuleTree tree)
    {
        Shell.Must("depmod", Arguments());
        // kmod before 33 writes no modules.weakdep.
        var files = DepmodFiles.Of(tree).Where(file => File.Exists(Written(file.Name))).ToArray();
        files.Length.ShouldBeGreaterThanOrEqualTo(10);
        foreach (var file in files)
            MustBeEqual(file.Name, File.ReadAllBytes(Written(file.Name)), file.ToBytes());

        var printed = new MemoryStream();
        foreach (var file in files.Where(file => !file.IsBinary))
            file.Write(printed);
        MustBeEqualLines("depmod --dry-run", Shell.Must("depmod", Arguments("--dry-run")).Output, Text(printed.ToArray()));
    }

    /// <summary>What each module needs, directly or not, by names as <c>lsmod</c> prints them.</summary>
    public Dictionary<string, string[]> Dependencies()
    {
        Shell.Must("depmod", Arguments());
        return File.ReadLines(Written("modules.dep")).Select(line => line.Split(':')).ToDictionary(
            line => Name(line[0]), line => line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Name).ToArray());

        static string Name(string path) => Path.GetFileName(path).Split('.')[0].Replace('-', '_');
    }

    public void Dispose() => _root.Dispose();

    /// <summary>Without configuration: /etc/depmod.d may give directories another order of precedence.</summary>
    private string[] Arguments(params string[] options)
    {
        var noConfiguration = Directory.CreateDirectory(Path.Combine(_root.Path, "no-configuration")).FullName;
        return [.. options, "-C", noConfiguration, "-b", _root.Path, _release];
    }

    private string Written(string file) => Path.Combine(_root.Path, "lib/modules", _release, file);

    private static void MustBeEqual(string name, byte[] depmods, byte[] ours)
    {
        if (depmods.AsSpan().SequenceEqual(ours))
            return;
        var isIndex = name.EndsWith(".bin", StringComparison.Ordinal);
        MustBeEqualLines(name, isIndex ? ModprobeIndex.Dump(depmods) : Text(depmods), isIndex ? ModprobeIndex.Dump(ours) : Text(ours));
        // kmod 34 lays the same content out in another order.
        (isIndex && ModprobeIndex.IsParentFirst(depmods)).ShouldBeTrue($"{name} has other bytes than depmod's");
    }

    private static void MustBeEqualLines(string name, string depmods, string ours)
    {
        var (expected, actual) = (depmods.Split('\n'), ours.Split('\n'));
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
            actual[i].ShouldBe(expected[i], $"{name}, line {i + 1}");
        actual.Length.ShouldBe(expected.Length, name);
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
