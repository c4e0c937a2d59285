using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>What a change touches, for people: the verdict, a line a file, the packages.</summary>
public static class TouchText
{
    private const int MostNames = 6;

    public static void Write(TextWriter to, TouchReport report)
    {
        to.WriteLine(Verdict(report));
        to.WriteLine();
        foreach (var file in report.Files)
            to.WriteLine(PlainText.Of($"  {file.Reach.File}: {Words(file, report)}"));
        if (report.Packages.Count > 0)
        {
            to.WriteLine();
            to.WriteLine($"rebuild and ship, for {PlainText.Of(report.Release)}:");
            foreach (var package in report.Packages)
                to.WriteLine(PlainText.Of($"  {package.Name}: {Contents(package)}"));
        }

        if (report.NotInThisKernel.Count > 0)
            to.WriteLine(PlainText.Of($"note: reached, but not in this kernel: {Names.Some(report.NotInThisKernel, MostNames)}"));
        if (report.IsAtMost)
            to.WriteLine("note: \"at most\": include lines are read as text, whatever #ifdef is around them, so the change may reach less, but no more");
    }

    private static string Verdict(TouchReport report)
    {
        var unknown = report.Missing.Count > 0 ? $" Nothing is known about {Count(report.Missing.Count, "file")} that the source lacks." : "";
        if (report.Missing.Count == report.Files.Count)
            return "Nothing can be said: the source has none of these files.";
        if (report.Packages.Count == 0)
            return $"No package of {report.Release} needs to be shipped: nothing in it is built from {(report.Files.Count - report.Missing.Count == 1 ? "this file" : "these files")}.{unknown}";
        var respin = report.BaseImageNeedsRespin ? "needs a respin" : "needs no respin";
        var most = report.IsAtMost ? "at most " : "";
        return $"Ship {most}{Names.And(report.Packages.Select(package => package.Name), report.Packages.Count)}. An image that holds only {report.BasePackage} {respin}.{unknown}";
    }

    private static string Words(FileAnswer file, TouchReport report)
    {
        if (file.Reach.IsMissing)
            return $"unknown: {file.Reach.Because}";
        if (file.Reach.ReachesNothing)
            return $"nothing: {file.Reach.Because}";
        var reached = new List<string>();
        if (file.Reach.KernelImage)
            reached.Add($"the kernel image ({report.BasePackage})");
        if (file.Reach.DeviceTrees)
            reached.Add($"device trees ({report.BasePackage})");
        reached.AddRange(file.Modules.GroupBy(module => module.Package).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{ModuleNames([.. group])} ({group.Key ?? "not in this kernel"})"));
        return $"{(file.Reach.IsAtMost ? "at most " : "")}{Names.And(reached, reached.Count)}: {file.Reach.Because}";
    }

    private static string ModuleNames(IReadOnlyList<TouchedModule> modules) => modules.Count > MostNames
        ? Count(modules.Count, "module")
        : string.Join(", ", modules.Select(module => module.Name ?? module.SourcePath));

    private static string Contents(TouchedPackage package)
    {
        var contents = new List<string>();
        if (package.KernelImage)
            contents.Add("the kernel image");
        if (package.DeviceTrees)
            contents.Add("device trees");
        if (package.Modules.Count > 0)
            contents.Add(package.Modules.Count > MostNames ? $"{Count(package.Modules.Count, "module")}" : string.Join(", ", package.Modules.Select(module => module.Name)));
        return string.Join("; ", contents);
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
