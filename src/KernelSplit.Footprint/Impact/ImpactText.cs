using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>The impact of a change as text: the verdict, one line per file, the packages.</summary>
public static class ImpactText
{
    private const int MostNames = 6;

    public static void Write(TextWriter to, ImpactReport report)
    {
        to.WriteLine(Verdict(report));
        to.WriteLine();
        foreach (var file in report.Files)
            to.WriteLine(PlainText.Of($"  {file.Reach.File}: {Describe(file, report)}"));
        if (report.Packages.Count > 0)
        {
            to.WriteLine();
            to.WriteLine($"rebuild and ship, for {PlainText.Of(report.Release)}:");
            foreach (var package in report.Packages)
                to.WriteLine(PlainText.Of($"  {package.Name}: {Contents(package)}"));
        }

        if (report.NotInThisKernel.Count > 0)
        {
            to.WriteLine(PlainText.Of(
                $"note: affected, but not in this kernel: {Names.Some(report.NotInThisKernel, MostNames)}"));
        }

        if (report.IsAtMost)
        {
            to.WriteLine(
                "note: \"at most\": #include lines are followed regardless of #ifdef, "
                + "so the change may affect less, never more");
        }
    }

    private static string Verdict(ImpactReport report)
    {
        var unknown = report.Missing.Count > 0
            ? $" The impact of {Count(report.Missing.Count, "file")} is unknown: not in the source."
            : "";
        if (report.Missing.Count == report.Files.Count)
            return "The impact is unknown: the source has none of these files.";
        if (report.Packages.Count == 0)
        {
            var files = report.Files.Count - report.Missing.Count == 1 ? "this file" : "these files";
            return $"No package of {report.Release} needs to be shipped: nothing in it is built from {files}.{unknown}";
        }

        var respin = report.BaseImageNeedsRespin ? "needs a respin" : "needs no respin";
        var most = report.IsAtMost ? "at most " : "";
        var packages = Names.And(report.Packages.Select(package => package.Name), report.Packages.Count);
        return $"Ship {most}{packages}. An image with only {report.BasePackage} {respin}.{unknown}";
    }

    private static string Describe(FileImpact file, ImpactReport report)
    {
        if (file.Reach.IsMissing)
            return $"unknown: {file.Reach.Because}";
        if (file.Reach.ReachesNothing)
            return $"nothing: {file.Reach.Because}";
        var reached = new List<string>();
        if (file.Reach.KernelImage)
            reached.Add($"the kernel image ({report.BasePackage})");
        if (file.Reach.DeviceTrees)
            reached.Add($"device trees ({report.Packages.First(package => package.DeviceTrees).Name})");
        reached.AddRange(file.Modules.GroupBy(module => module.Package)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{ModuleNames([.. group])} ({group.Key ?? "not in this kernel"})"));
        return $"{(file.Reach.IsAtMost ? "at most " : "")}{Names.And(reached, reached.Count)}: {file.Reach.Because}";
    }

    private static string ModuleNames(IReadOnlyList<ImpactedModule> modules) => modules.Count > MostNames
        ? Count(modules.Count, "module")
        : string.Join(", ", modules.Select(module => module.Name ?? module.SourcePath));

    private static string Contents(ImpactedPackage package)
    {
        var contents = new List<string>();
        if (package.KernelImage)
            contents.Add("the kernel image");
        if (package.DeviceTrees)
            contents.Add("device trees");
        if (package.Modules.Count > 0)
            contents.Add(ModuleNames(package.Modules));
        return string.Join("; ", contents);
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
