using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Modules;
using KernelSplit.Modules.Symbols;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Checks;

/// <summary>Checks of built packages of any format against the plan. Every finding is an error.</summary>
internal static class PackageCheck
{
    /// <summary>Checks that each package contains exactly the modules that the plan places there.</summary>
    internal static IReadOnlyList<Diagnostic> Completeness(
        Plan plan, Func<string, string> fullName, IEnumerable<(string Name, IReadOnlyList<string> Files)> packages)
    {
        var root = $"/lib/modules/{plan.Release}/";
        var planned = plan.Placements.ToDictionary(
            p => root + p.Path, p => fullName(p.Package), StringComparer.Ordinal);
        var found = packages
            .SelectMany(package =>
                package.Files.Where(file => ModulePath.IsModule(file)).Select(file => (file, package.Name)))
            .ToLookup(pair => pair.file, pair => pair.Name, StringComparer.Ordinal);

        var missing = planned.Keys.Where(file => !found.Contains(file)).Select(file =>
            Finding(DiagnosticKind.Missing, planned[file], $"{file} is missing"));
        var wrong = found.SelectMany(packagesOf => packagesOf.Skip(1)
            .Select(name =>
                Finding(DiagnosticKind.Unexpected, name, $"{packagesOf.Key} is also in {packagesOf.First()}"))
            .Concat(packagesOf.Take(1).Where(name => planned.GetValueOrDefault(packagesOf.Key) != name)
                .Select(name => Finding(
                DiagnosticKind.Unexpected,
                name,
                planned.TryGetValue(packagesOf.Key, out var plannedName)
                    ? $"{packagesOf.Key} belongs in {plannedName}"
                    : $"{packagesOf.Key} isn't in the plan"))));
        return [.. missing.Concat(wrong)];
    }

    /// <summary>
    /// Checks that depmod has no warnings about any package together with all that it requires: unpacks each such set
    /// and runs <c>depmod -e -F System.map</c> on it. Where that file is a stub, all that modules import and none
    /// exports counts as vmlinux's.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="fullName">A package's name by its short one.</param>
    /// <param name="tree">The kernel.</param>
    /// <param name="unpack">Unpacks each package, by name, below a directory.</param>
    /// <param name="work">A directory for the sets.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<IReadOnlyList<Diagnostic>> Closure(
        Plan plan, Func<string, string> fullName, ModuleTree tree,
        IReadOnlyDictionary<string, Func<string, Task>> unpack, string work, CancellationToken cancellation)
    {
        var imports = Path.Combine(work, "System.map");
        await File.WriteAllLinesAsync(imports, ImportedFromKernel(tree), cancellation);
        var findings = new List<Diagnostic>();
        var reach = new PackageReach(plan.Packages);
        foreach (var package in plan.Packages)
        {
            var root = Path.Combine(work, package.Name);
            Directory.CreateDirectory(root);
            foreach (var installed in plan.Packages.Where(other => reach.Serves(package.Name, other.Name)))
                await unpack[fullName(installed.Name)](root);
            findings.AddRange(await Depmod(root, plan.Release, imports, fullName(package.Name), cancellation));
            Directory.Delete(root, recursive: true);
        }

        return [.. findings.Distinct()];
    }

    /// <summary>As in System.map: address, type and a name that marks an export (include/linux/export.h).</summary>
    private static IEnumerable<string> ImportedFromKernel(ModuleTree tree)
    {
        var exported = tree.Modules.SelectMany(module => module.Exports).Select(export => export.Name)
            .ToHashSet(StringComparer.Ordinal);
        return tree.Modules.SelectMany(module => module.Imports).Select(import => import.ExportName).Distinct()
            .Where(name => !exported.Contains(name)).Select(name => $"0000000000000000 r __ksymtab_{name}");
    }

    private static async Task<IReadOnlyList<Diagnostic>> Depmod(
        string root, string release, string imports, string package, CancellationToken cancellation)
    {
        if (!Directory.Exists(Path.Combine(root, "lib")))
            File.CreateSymbolicLink(Path.Combine(root, "lib"), "usr/lib");
        var ofKernel = Path.Combine(root, "lib", "modules", release, "System.map");
        var map = File.Exists(ofKernel) && KernelSymbols.Read(ofKernel).Count > 0 ? ofKernel : imports;
        var lines = new List<string>();
        var call = new ToolCall("depmod", "-e", "-F", map, "-b", root, release) { MayFail = true };
        var exitCode = await Tool.Run(call, lines.Add, cancellation);
        if (exitCode != 0)
            lines.Add($"depmod failed with exit code {exitCode}");
        // Kernels before 5.2 have no such file; whether one that should have it lost it, the list of files tells.
        return
        [
            .. lines.Where(line => !line.Contains("could not open modules.builtin.modinfo", StringComparison.Ordinal))
                .Select(line =>
                    Diagnostic.Error(DiagnosticKind.Depmod, package, line.Replace(root, "", StringComparison.Ordinal))),
        ];
    }

    private static Diagnostic Finding(DiagnosticKind kind, string package, string message) =>
        Diagnostic.Error(kind, package, message);
}
