using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Acceptance;

/// <summary>The files that this machine's depmod writes, and ours held against them.</summary>
internal static class Depmod
{
    /// <summary>Whether it ends well. It complains of some cycles without end, hence the time.</summary>
    /// <param name="root">With lib/modules/RELEASE; nothing is written there.</param>
    /// <param name="release">The kernel's.</param>
    public static bool Accepts(string root, string release) =>
        Shell.Run("timeout", ["5", "sh", "-c", "exec depmod \"$@\" >/dev/null "
            + "2>&1", "-", "--dry-run", "-C", "/dev/null", "-b", root, release]).ExitCode == 0;

    /// <summary>Every file that depmod wrote, and what it prints with --dry-run.</summary>
    public static void MustAgree(KmodRoot root, ModuleTree tree)
    {
        // kmod before 33 writes no modules.weakdep.
        var files = DepmodFiles.Of(tree).Where(file => File.Exists(root.Written(file.Name))).ToArray();
        files.Length.ShouldBeGreaterThanOrEqualTo(10);
        foreach (var file in files)
            MustBeEqual(file.Name, File.ReadAllBytes(root.Written(file.Name)), file.ToBytes());

        var printed = new MemoryStream();
        foreach (var file in files.Where(file => !file.IsBinary))
            file.Write(printed);
        MustBeEqualLines(
            "depmod --dry-run", Shell.Must("depmod", root.Arguments("--dry-run")).Output, Text(printed.ToArray()));
    }

    private static void MustBeEqual(string name, byte[] depmods, byte[] ours)
    {
        if (depmods.AsSpan().SequenceEqual(ours))
            return;
        var isIndex = name.EndsWith(".bin", StringComparison.Ordinal);
        MustBeEqualLines(
            name, isIndex ? ModprobeIndex.Dump(depmods) : Text(depmods),
            isIndex ? ModprobeIndex.Dump(ours) : Text(ours));
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
