using KernelSplit.Cli.Pipeline;
using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Support;

namespace KernelSplit.Cli.Support;

/// <summary>Kernels as a user names them in one list; the .rpm of one release are one kernel.</summary>
internal static class KernelColumns
{
    private const int LongestLine = 4096;

    /// <param name="inputs">Folders, packages, tarballs, .config files.</param>
    /// <param name="map">Splits what has modules, where the user asks for it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidInputException">An input is missing, damaged, or no kernel.</exception>
    public static IReadOnlyList<SupportedKernel> Read(string[] inputs, PackageMap? map, CancellationToken cancellation)
    {
        inputs = [.. inputs.Distinct(StringComparer.Ordinal)];
        var packages = inputs.ToDictionary(input => input, KernelPackage.Read, StringComparer.Ordinal);
        var kernels = Group(inputs, packages).Select(group => group switch
        {
            [var file] when IsText(file) => ReadConfig(file),
            _ => ReadTree(group, [.. group.Select(input => packages[input]).OfType<KernelPackage>()], map, cancellation),
        }).ToList();
        if (kernels.Count == 0)
            throw new InvalidInputException(string.Join(", ", inputs), "no kernel in it");
        return [.. kernels.Select(kernel => kernels.Count(other => other.Name == kernel.Name) == 1 ? kernel : kernel with { Name = kernel.Source })];
    }

    private static IEnumerable<string[]> Group(string[] inputs, Dictionary<string, KernelPackage?> packages)
    {
        foreach (var package in packages.Values.Where(package => package is { IsRpm: true, Releases.Count: 0 }))
            Console.Error.WriteLine(Diagnostic.Warning(package!.File, "left out: it has no file of a kernel below lib/modules"));
        return inputs.Where(input => packages[input] is not { IsRpm: true, Releases.Count: 0 })
            .GroupBy(input => packages[input] is { IsRpm: true } rpm ? $"{rpm.Architecture} {rpm.Releases[0]}" : input)
            .Select(group => group.ToArray());
    }

    private static SupportedKernel ReadTree(string[] inputs, IReadOnlyList<KernelPackage> packages, PackageMap? map, CancellationToken cancellation)
    {
        var tree = TreeReading.Read(inputs, cancellation);
        foreach (var diagnostic in tree.Diagnostics)
            Console.Error.WriteLine(diagnostic);
        var file = KernelConfigFile.Find(inputs, tree.Release);
        if (file is null)
            Console.Error.WriteLine(Diagnostic.Warning(tree.Source, "no .config in it: what drivers in the kernel image drive stays unknown"));
        return new SupportedKernel(
            tree.Release, tree.Source, tree.Release, tree, file is null ? null : DotConfig.Parse(file.Place, file.Lines),
            map is null ? ByPackage(packages) : ByPlan(Solver.Solve(tree, map)));
    }

    private static SupportedKernel ReadConfig(string file)
    {
        var config = DotConfig.Parse(file, File.ReadAllLines(file));
        return new SupportedKernel(Path.GetFileName(file), file, config.Version, null, config, _ => null);
    }

    private static Func<string, string?> ByPlan(Plan plan) =>
        plan.Placements.ToDictionary(placement => placement.Module, placement => placement.Package, StringComparer.Ordinal).GetValueOrDefault;

    private static Func<string, string?> ByPackage(IReadOnlyList<KernelPackage> packages)
    {
        if (packages is [{ IsRpm: false } deb])
            return _ => deb.Name;
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in packages)
        {
            foreach (var module in package.Modules)
                owners[module] = package.Name;
        }

        return owners.GetValueOrDefault;
    }

    /// <summary>Archives have bytes that no .config has.</summary>
    private static bool IsText(string input)
    {
        if (!File.Exists(input))
            return false;
        using var file = File.OpenRead(input);
        var start = new byte[LongestLine];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0 && !start.AsSpan(0, length).Contains((byte)0) && start[0] == '#';
    }
}
