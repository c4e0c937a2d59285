using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Packaging.Deb;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Checks;

/// <summary>Checks built packages against the plan. Every finding is an error.</summary>
public static class PackageCheck
{
    /// <summary>Checks that each package contains exactly the modules that the plan places there.</summary>
    public static IReadOnlyList<Diagnostic> Completeness(
        Plan plan, PackageIdentity identity, IReadOnlyList<BuiltRpm> packages) =>
        Completeness(plan, identity.FullName, packages.Select(package => (package.Name, package.Files)));

    /// <inheritdoc cref="Completeness(Plan, PackageIdentity, IReadOnlyList{BuiltRpm})"/>
    public static IReadOnlyList<Diagnostic> Completeness(Plan plan, DebNames names, IReadOnlyList<BuiltDeb> packages) =>
        Completeness(plan, names.Of, packages.Select(package => (package.Name, package.Files)));

    private static IReadOnlyList<Diagnostic> Completeness(
        Plan plan, Func<string, string> fullName, IEnumerable<(string Name, IReadOnlyList<string> Files)> packages)
    {
        var root = $"/lib/modules/{plan.Release}/";
        var planned = plan.Placements.ToDictionary(
            p => root + p.Path, p => fullName(p.Package), StringComparer.Ordinal);
        var found = packages
            .SelectMany(package => package.Files.Where(IsModule).Select(file => (file, package.Name)))
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
    /// and runs <c>depmod -e -F System.map</c> on it.
    /// </summary>
    public static async Task<IReadOnlyList<Diagnostic>> Closure(
        Plan plan, PackageIdentity identity, IReadOnlyList<BuiltRpm> packages, string work,
            CancellationToken cancellation)
    {
        var findings = new List<Diagnostic>();
        var reach = new Splitting.Maps.PackageReach(plan.Packages);
        foreach (var package in plan.Packages)
        {
            var root = Path.Combine(work, package.Name);
            Directory.CreateDirectory(root);
            foreach (var installed in plan.Packages.Where(other => reach.Serves(package.Name, other.Name)))
            {
                if (packages.FirstOrDefault(rpm => rpm.Name == identity.FullName(installed.Name)) is { } rpm)
                    await rpm.Unpack(root, cancellation);
                else
                    findings.Add(Finding(
                        DiagnosticKind.Missing, identity.FullName(installed.Name), "package is missing"));
            }

            findings.AddRange(await Depmod(root, plan.Release, identity.FullName(package.Name), cancellation));
            Directory.Delete(root, recursive: true);
        }

        return [.. findings.Distinct()];
    }

    private static async Task<IReadOnlyList<Diagnostic>> Depmod(
        string root, string release, string package, CancellationToken cancellation)
    {
        var map = Path.Combine(root, "lib", "modules", release, "System.map");
        var lines = new List<string>();
        var call = new ToolCall("depmod", "-e", "-F", map, "-b", root, release) { MayFail = true };
        var exitCode = await Tool.Run(call, lines.Add, cancellation);
        if (exitCode != 0)
            lines.Add($"depmod failed with exit code {exitCode}");
        return [.. lines.Select(line => Diagnostic.Error(DiagnosticKind.Depmod, package, line))];
    }

    private static Diagnostic Finding(DiagnosticKind kind, string package, string message) =>
        Diagnostic.Error(kind, package, message);

    internal static bool IsModule(string file) =>
        file.EndsWith(".ko", StringComparison.Ordinal) || file.Contains(".ko.", StringComparison.Ordinal);
}
