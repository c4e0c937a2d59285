using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Checks;

/// <summary>What lies in one finished RPM of a plan: who owns its files and folders, and what has no business there.</summary>
internal sealed class ContentCheck(Plan plan, RpmPackage package, bool isBase, IReadOnlySet<string> foldersBelow)
{
    private readonly string _root = $"/lib/modules/{plan.Release}";
    private readonly HashSet<string> _owned =
        [.. package.Content.Where(file => file.IsFolder).Select(file => file.Path), .. foldersBelow];

    public IEnumerable<Diagnostic> Run() =>
        [.. package.Content.SelectMany(Owners), .. package.Content.Where(file => !file.IsFolder).SelectMany(Content), .. Folders(), .. Lacking()];

    private IEnumerable<Diagnostic> Owners(RpmFile file)
    {
        if (file.Owner != RpmFile.Root)
            yield return Error($"{file.Path} belongs to {file.Owner}, and must to {RpmFile.Root}");
        if (file.IsFolder && file.Permissions != "0755")
            yield return Error($"{file.Path} has the mode {file.Permissions}, and must have 0755");
        if (!PackageCheck.IsModule(file.Path) || file.IsFolder)
            yield break;
        if (!file.IsRegular)
            yield return Error($"{file.Path} is no regular file");
        else if (file.Permissions != "0644")
            yield return Error($"{file.Path} has the mode {file.Permissions}, and must have 0644");
    }

    /// <summary>Modules are looked for elsewhere: <see cref="PackageCheck"/>.</summary>
    private IEnumerable<Diagnostic> Content(RpmFile file)
    {
        if (PackageCheck.IsModule(file.Path))
            yield break;
        if (!isBase || !file.Path.StartsWith(_root + "/", StringComparison.Ordinal))
        {
            yield return Error($"{file.Path} has no place in it");
            yield break;
        }

        var path = file.Path[(_root.Length + 1)..];
        if (KernelFiles.IsDepmods(path) && !file.IsGhost)
            yield return Error($"{file.Path} is packaged, and depmod makes it on each machine", "Own it as %ghost");
        else if (file.IsGhost && !KernelFiles.MayBeDepmods(path))
            yield return Error($"{file.Path} is %ghost, and depmod doesn't make it");
        else if (path.StartsWith("kernel/", StringComparison.Ordinal))
            yield return Error($"{file.Path} lies among the modules and is none");
        else if (!KernelFiles.IsKnown(path))
            yield return Diagnostic.Warning(package.Name, $"{file.Path} is nothing that kernels usually bring");
    }

    private IEnumerable<Diagnostic> Folders()
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in package.Content.Where(file => !file.IsFolder))
        {
            for (var folder = Path.GetDirectoryName(file.Path)!; folder.StartsWith(_root, StringComparison.Ordinal); folder = Path.GetDirectoryName(folder)!)
                first.TryAdd(folder, file.Path);
        }

        foreach (var (folder, file) in first.Where(pair => !_owned.Contains(pair.Key)))
            yield return Error($"{folder} belongs to neither it nor what it requires, and {file} lies in it", "List it as %dir");
        foreach (var empty in package.Content.Where(file => file.IsFolder && file.Path != _root && !first.ContainsKey(file.Path)))
            yield return Error($"{empty.Path} is a folder in which it has nothing");
    }

    private IEnumerable<Diagnostic> Lacking()
    {
        if (!isBase)
            return [];
        var present = package.Content.Where(file => file.IsRegular && !file.IsGhost).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return KernelFiles.Required.Where(file => !present.Contains($"{_root}/{file}")).Select(file => Error($"{_root}/{file} is missing"));
    }

    private Diagnostic Error(string message, string? hint = null) => Diagnostic.Error(package.Name, message, hint);
}
