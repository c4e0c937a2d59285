using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>Which of an installed kernel's files go where in Debian packages.</summary>
internal sealed class InstalledKernel
{
    private static readonly string[] BootFiles = ["vmlinuz", "System.map", "config"];

    // flash-kernel looks for them where Debian's own packages have them.
    private const string DeviceTrees = "dtb/";

    private readonly HashSet<string> _made;
    private readonly Plan _plan;
    private readonly string _modules;
    private readonly HashSet<string> _placed;
    private readonly Dictionary<string, string> _boot = new(StringComparer.Ordinal);

    /// <param name="plan">What goes where.</param>
    /// <param name="root">The folder above lib/modules.</param>
    /// <exception cref="InvalidInputException">There is no image, or the plan isn't this kernel's.</exception>
    public InstalledKernel(Plan plan, string root)
    {
        _plan = plan;
        // They depend on what else is installed, so each machine has depmod make its own.
        _made = [.. DepmodFiles.Of(new ModuleTree(plan.Release, [])).Select(file => file.Name)];
        _modules = Path.Combine(root, "lib", "modules", plan.Release);
        _placed = plan.Placements.Select(placement => placement.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var name in BootFiles)
        {
            string[] places = [Path.Combine(_modules, name), Path.Combine(root, "boot", $"{name}-{plan.Release}")];
            if (places.FirstOrDefault(File.Exists) is { } file)
                _boot.Add($"boot/{name}-{plan.Release}", file);
            else if (name == BootFiles[0])
                throw new InvalidInputException(root, "no kernel image", $"put it to {places[0]} or {places[1]}");
        }

        Check();
    }

    /// <summary>modules.order and the like: what kbuild left at the top of the modules' folder.</summary>
    public IReadOnlyList<string> Listings => [.. Others().Where(path => !path.Contains('/') && !BootFiles.Contains(path)).Order(StringComparer.Ordinal)];

    /// <summary>The files of a package by their installed paths, which are relative.</summary>
    public IReadOnlyDictionary<string, string> FilesOf(string package)
    {
        var files = _plan.In(package).Select(placement => placement.Path).ToDictionary(Installed, Source, StringComparer.Ordinal);
        if (package != _plan.Base.Name)
            return files;
        foreach (var (installed, source) in _boot)
            files.Add(installed, source);
        foreach (var path in Others().Where(path => !BootFiles.Contains(path)))
            files.Add(path.StartsWith(DeviceTrees, StringComparison.Ordinal) ? $"usr/lib/linux-image-{_plan.Release}/{path[DeviceTrees.Length..]}" : Installed(path), Source(path));
        return files;
    }

    private void Check()
    {
        if (_placed.FirstOrDefault(path => !File.Exists(Source(path))) is { } missing)
            throw new InvalidInputException(Source(missing), "no such file, although the plan has it", "make the plan anew: kernelsplit split");
        if (Others().FirstOrDefault(path => path.EndsWith(".ko", StringComparison.Ordinal) || path.Contains(".ko.", StringComparison.Ordinal)) is { } unplanned)
            throw new InvalidInputException(Source(unplanned), "isn't in the plan", "make the plan anew: kernelsplit split");
    }

    /// <summary>What is no module. build and source are links into a folder that only the builder has.</summary>
    private IEnumerable<string> Others() => Directory.EnumerateFiles(_modules, "*", SearchOption.AllDirectories)
        .Where(file => new FileInfo(file).LinkTarget is null)
        .Select(file => Path.GetRelativePath(_modules, file))
        .Where(path => !_placed.Contains(path) && !_made.Contains(path));

    private string Source(string path) => Path.Combine(_modules, path);

    private string Installed(string path) => $"lib/modules/{_plan.Release}/{path}";
}
