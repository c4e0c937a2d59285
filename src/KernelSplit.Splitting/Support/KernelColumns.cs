using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Support;

/// <summary>Kernels as given in one list; the .rpm of one release are one kernel.</summary>
/// <param name="reader">Reads those that have modules.</param>
/// <param name="report">Gets warnings.</param>
public sealed class KernelColumns(KernelReader reader, Action<Diagnostic> report)
{
    private const int LongestLine = 4096;

    /// <param name="inputs">Directories, packages, tarballs, .config files; the plans of those that were split.</param>
    /// <param name="map">Splits what has modules, where the user asks for it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidInputException">An input is missing, damaged, or no kernel.</exception>
    public IReadOnlyList<SupportedKernel> Read(string[] inputs, PackageMap? map, CancellationToken cancellation)
    {
        var plans = inputs.Distinct(StringComparer.Ordinal).Where(input =>
            StartsWith(input, '{')).Select(file => (File: file, Plan: PlanFile.Read(file))).ToList();
        if (map is not null && plans.Count > 0)
            throw new InvalidInputException(plans[0].File, "a plan can't be combined with --map", "Give one of them");
        inputs = [.. inputs.Distinct(StringComparer.Ordinal).Except(plans.Select(plan => plan.File))];
        var packages = inputs.ToDictionary(input => input, KernelPackage.Read, StringComparer.Ordinal);
        var groups = Group(inputs, packages).ToList();
        var configs = groups.SelectMany(group => group).Where(input => StartsWith(input, '#')).ToList();
        var trees = groups.Where(group => !configs.Contains(group[0])).ToDictionary(
            group => group,
            group =>
                ReadTree(
                    group, [.. group.Select(input => packages[input]).OfType<KernelPackage>()], configs, map,
                    cancellation));
        List<SupportedKernel> kernels =
        [
            .. groups.Where(group => !trees.Values.Any(kernel => kernel.Config?.Place == group[0]))
                .Select(group => trees.TryGetValue(group, out var kernel) ? kernel : ReadConfig(group[0])),
        ];
        foreach (var (file, plan) in plans)
            kernels = [.. WithPlan(kernels, file, plan)];
        if (kernels.Count == 0)
            throw new InvalidInputException(string.Join(", ", inputs), "no kernel in it");
        return
        [
            .. kernels.Select(kernel =>
                kernels.Count(other => other.Name == kernel.Name) == 1 ? kernel : kernel with { Name = kernel.Source }),
        ];
    }

    private IEnumerable<string[]> Group(string[] inputs, Dictionary<string, KernelPackage?> packages)
    {
        foreach (var package in packages.Values.Where(package => package is { IsRpm: true, Releases.Count: 0 }))
            report(Diagnostic.Warning(
                DiagnosticKind.Input, package!.File, "skipped: no file of a kernel below lib/modules"));
        return inputs.Where(input => packages[input] is not { IsRpm: true, Releases.Count: 0 })
            .GroupBy(input => packages[input] is { IsRpm: true } rpm ? $"{rpm.Architecture} {rpm.Releases[0]}" : input)
            .Select(group => group.ToArray());
    }

    /// <summary>A given .config is the tree's where its name says so and the tree has none.</summary>
    private SupportedKernel ReadTree(
        string[] inputs, IReadOnlyList<KernelPackage> packages, IReadOnlyList<string> configs, PackageMap? map,
        CancellationToken cancellation)
    {
        var kernel = reader.Kernel(inputs, null, cancellation);
        var tree = kernel.Tree;
        foreach (var diagnostic in tree.Diagnostics)
            report(diagnostic);
        var config = kernel.Config is { } found
            ? found
            : configs.FirstOrDefault(config => Path.GetFileName(config) == $"config-{tree.Release}") is { } named
                ? KernelConfig.ParseGiven(named, File.ReadAllLines(named))
            : null;
        if (config is null)
        {
            report(Diagnostic.Warning(DiagnosticKind.Input,
                tree.Source, "no .config in it, so what its built-in drivers drive is unknown",
                    $"Add its config-{tree.Release}"));
        }

        return new SupportedKernel(
            tree.Release, tree.Source, tree.Release, tree, config,
            map is null ? ByPackage(packages) : ByPlan(Solver.Solve(kernel, map)));
    }

    private static SupportedKernel ReadConfig(string file)
    {
        var config = KernelConfig.ParseGiven(file, File.ReadAllLines(file));
        return new SupportedKernel(Path.GetFileName(file), file, config.Version!, null, config, _ => null);
    }

    private static IEnumerable<SupportedKernel> WithPlan(
        IReadOnlyList<SupportedKernel> kernels, string file, Plan plan)
    {
        if (!kernels.Any(kernel => kernel.Tree is not null && kernel.Release == plan.Release))
            throw new InvalidInputException(
                file, $"the plan of {plan.Release}, but no kernel of that release is given",
                "Add the kernel that was split: a plan doesn't say what its modules drive");
        var packages = plan.PackageOfModules();
        foreach (var kernel in kernels)
        {
            if (kernel.Tree is not { } tree || kernel.Release != plan.Release)
                yield return kernel;
            else if (tree.Modules.FirstOrDefault(module => !packages.ContainsKey(module.Name)) is { } unknown)
                throw new InvalidInputException(
                    file, $"doesn't know {unknown.Name} of {kernel.Source}: it is the plan of another build");
            else
                yield return kernel with { PackageOf = packages.GetValueOrDefault };
        }
    }

    private static Func<string, string?> ByPlan(Plan plan) =>
        plan.PackageOfModules().GetValueOrDefault;

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

    /// <summary>Archives have bytes that no text has.</summary>
    private static bool StartsWith(string input, char first)
    {
        if (!File.Exists(input))
            return false;
        using var file = File.OpenRead(input);
        var start = new byte[LongestLine];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0 && !start.AsSpan(0, length).Contains((byte)0) && start[0] == first;
    }
}
