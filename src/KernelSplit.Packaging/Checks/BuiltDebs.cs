using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Deb;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Checks;

/// <summary>The Debian packages built by a plan, and their check against it.</summary>
public sealed class BuiltDebs(Plan plan, DebNames names, IReadOnlyList<BuiltDeb> packages)
{
    /// <summary>What the packages contain; where that is right, also what depmod says of each set of them.</summary>
    /// <param name="tree">The kernel.</param>
    /// <param name="work">A directory to unpack them in.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<Diagnostic>> Check(
        ModuleTree tree, string work, CancellationToken cancellation)
    {
        var findings = PackageCheck.Completeness(
            plan, names.Of, packages.Select(package => (package.Name, package.Files)));
        return findings.HaveErrors()
            ? findings
            : await PackageCheck.Closure(
                plan, names.Of, tree,
                packages.ToDictionary<BuiltDeb, string, Func<string, Task>>(
                    package => package.Name, package => root => package.Unpack(root, cancellation),
                    StringComparer.Ordinal),
                work, cancellation);
    }
}
