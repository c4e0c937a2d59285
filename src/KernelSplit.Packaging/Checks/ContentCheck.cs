using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Checks;

/// <summary>
/// Checks the content of one RPM of a plan: owners and modes, missing and unexpected files, unowned directories.
/// </summary>
internal sealed class ContentCheck(Plan plan, BuiltRpm package, bool isBase, bool isOfBoards,
    IReadOnlySet<string> directoriesBelow)
{
    private readonly string _root = $"/lib/modules/{plan.Release}";
    private readonly HashSet<string> _owned =
        [.. package.Content.Where(file => file.IsDirectory).Select(file => file.Path), .. directoriesBelow];

    public IEnumerable<Diagnostic> Run() =>
        [.. package.Content.SelectMany(Owners), .. package.Content.Where(file => !file.IsDirectory).SelectMany(
            Content), .. Directories(), .. Missing()];

    private IEnumerable<Diagnostic> Owners(RpmHeaderFile file)
    {
        if (file.Owner != RpmHeaderFile.Root)
            yield return Error(
                DiagnosticKind.FileMode, $"{file.Path} is owned by {file.Owner}, not {RpmHeaderFile.Root}");
        if (file.IsDirectory && file.Permissions != "0755")
            yield return Error(DiagnosticKind.FileMode, $"{file.Path} has mode {file.Permissions}, not 0755");
        if (!ModulePath.IsModule(file.Path) || file.IsDirectory)
            yield break;
        if (!file.IsRegular)
            yield return Error(DiagnosticKind.FileMode, $"{file.Path} is not a regular file");
        else if (file.Permissions != "0644")
            yield return Error(DiagnosticKind.FileMode, $"{file.Path} has mode {file.Permissions}, not 0644");
    }

    /// <summary>Modules are checked elsewhere: <see cref="PackageCheck"/>.</summary>
    private IEnumerable<Diagnostic> Content(RpmHeaderFile file)
    {
        if (ModulePath.IsModule(file.Path))
            yield break;
        if (isBase && (IsOfBoot(file) || file.Path.StartsWith("/usr/share/licenses/", StringComparison.Ordinal)))
            yield break;
        if (isOfBoards && file.IsRegular && file.Path.StartsWith(
            $"{_root}/{UnplannedFiles.DeviceTrees}", StringComparison.Ordinal))
            yield break;
        if (!isBase || !file.Path.StartsWith(_root + "/", StringComparison.Ordinal))
        {
            yield return Error(DiagnosticKind.Unexpected, $"unexpected file {file.Path}");
            yield break;
        }

        var path = file.Path[(_root.Length + 1)..];
        if (KnownKernelFiles.IsDepmods(path) && !file.IsGhost)
            yield return Error(
                DiagnosticKind.Unexpected, $"{file.Path} is packaged, but depmod creates it on each machine",
                "Make it a %ghost");
        else if (file.IsGhost && !KnownKernelFiles.MayBeDepmods(path))
            yield return Error(DiagnosticKind.Unexpected, $"{file.Path} is a %ghost, but depmod doesn't create it");
        else if (path.StartsWith("kernel/", StringComparison.Ordinal))
            yield return Error(DiagnosticKind.Unexpected, $"{file.Path} is in the module tree, but is not a module");
        else if (!KnownKernelFiles.IsKnown(path))
            yield return Diagnostic.Warning(DiagnosticKind.Unexpected, package.Name, $"unknown file {file.Path}");
    }

    /// <summary>What the boot loader's tools make.</summary>
    private bool IsOfBoot(RpmHeaderFile file) => file.IsGhost
        && file.Path.StartsWith("/boot/", StringComparison.Ordinal)
        && file.Path.Contains($"-{plan.Release}", StringComparison.Ordinal);

    private IEnumerable<Diagnostic> Directories()
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in package.Content.Where(file => !file.IsDirectory))
        {
            var directory = Path.GetDirectoryName(file.Path)!;
            for (; directory.StartsWith(_root, StringComparison.Ordinal); directory = Path.GetDirectoryName(directory)!)
                first.TryAdd(directory, file.Path);
        }

        foreach (var (directory, file) in first.Where(pair => !_owned.Contains(pair.Key)))
        {
            yield return Error(
                DiagnosticKind.Directory,
                $"directory {directory} is unowned: neither this package nor its requirements own it",
                $"List it as %dir; it contains {file}");
        }

        var empties = package.Content
            .Where(file => file.IsDirectory && file.Path != _root && !first.ContainsKey(file.Path));
        foreach (var empty in empties)
            yield return Error(DiagnosticKind.Directory, $"directory {empty.Path} is empty in this package");
    }

    private IEnumerable<Diagnostic> Missing()
    {
        if (!isBase)
            return [];
        var present = package.Content.Where(file => file.IsRegular && !file.IsGhost).Select(file =>
            file.Path).ToHashSet(StringComparer.Ordinal);
        return KnownKernelFiles.Required.Where(file => !present.Contains($"{_root}/{file}")).Select(
            file => Error(DiagnosticKind.Missing, $"{_root}/{file} is missing"));
    }

    private Diagnostic Error(DiagnosticKind kind, string message, string? hint = null) =>
        Diagnostic.Error(kind, package.Name, message, hint);
}
