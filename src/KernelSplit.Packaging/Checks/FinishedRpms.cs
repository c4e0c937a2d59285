using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Checks;

/// <summary>The RPMs that a plan became, and whether they are what it says.</summary>
public sealed class FinishedRpms(Plan plan, PackageIdentity identity, IReadOnlyList<RpmPackage> packages)
{
    private readonly ILookup<string, RpmPackage> _byName = packages.ToLookup(package => package.Name, StringComparer.Ordinal);

    /// <summary>What a package of the plan is called.</summary>
    public string NameOf(string package) => identity.FullName(package);

    /// <summary>Those of the plan's packages, without the one that only requires them.</summary>
    public IReadOnlyList<string> Kernel => [.. packages.Where(package => package.Name != identity.Name).Select(package => package.File)];

    /// <summary>
    /// By their names: all are RPMs and called NAME-PACKAGE after the plan's packages, or NAME as the one that requires
    /// them, the package with the kernel image and another one among them. Otherwise they are a kernel of somebody else.
    /// </summary>
    /// <exception cref="InvalidInputException">A file is missing or damaged.</exception>
    public static async Task<FinishedRpms?> Find(IReadOnlyList<string> inputs, Plan plan, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            // The one place to tell Debian packages of a plan from a distribution's, too.
            if (KernelPackage.Read(input) is not { IsRpm: true } rpm)
                return null;
            names.Add(rpm.Name);
        }

        var ending = $"-{plan.Base.Name}";
        var prefix = names.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).Select(name => name[..^ending.Length]).FirstOrDefault(AreAllOf);
        if (prefix is null || (plan.Packages.Count > 1 && !plan.Packages.Any(package => package != plan.Base && names.Contains($"{prefix}-{package.Name}"))))
            return null;
        var packages = await RpmPackage.ReadAll(inputs, cancellation);
        return new FinishedRpms(plan, new PackageIdentity(prefix, packages[0].Version, packages[0].Release, packages[0].Architecture), packages);

        bool AreAllOf(string name) => names.IsSubsetOf(plan.Packages.Select(package => $"{name}-{package.Name}").Append(name));
    }

    /// <summary>All findings; warnings are about files that may be meant.</summary>
    public IReadOnlyList<Diagnostic> Check()
    {
        var absent = plan.Packages.Select(package => identity.FullName(package.Name)).Where(name => !_byName.Contains(name)).ToHashSet(StringComparer.Ordinal);
        if (_byName.FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidInputException(twice.Key, $"is there several times: {string.Join(", ", twice.Select(package => package.File))}", "Name the packages of one release");
        return
        [
            .. absent.Select(name => Diagnostic.Error(name, "there is no such package")),
            .. PackageCheck.Completeness(plan, identity, packages).Where(finding => !absent.Contains(finding.File)),
            .. packages.SelectMany(package => new ContentCheck(plan, package, package.Name == identity.FullName(plan.Base.Name), FoldersBelow(package)).Run()),
            .. packages.SelectMany(Requirements),
        ];
    }

    /// <summary>What the plan lets a package require is required by name and version of the RPM that is here.</summary>
    private IEnumerable<Diagnostic> Requirements(RpmPackage package)
    {
        var planned = package.Name == identity.Name
            ? plan.Packages.Select(other => other.Name)
            : plan.Packages.Single(other => identity.FullName(other.Name) == package.Name).Requires;
        return planned.SelectMany(name => _byName[identity.FullName(name)])
            .Where(required => !Satisfies(package, required))
            .Select(required => Diagnostic.Error(package.Name, $"it doesn't require {required.Name} of the same release, and the plan says so"));
    }

    private static bool Satisfies(RpmPackage user, RpmPackage required) => user.Requires.Any(required.Provides.Where(provided => provided.Contains(" = ", StringComparison.Ordinal)).Contains);

    private HashSet<string> FoldersBelow(RpmPackage package)
    {
        var reached = new List<RpmPackage> { package };
        for (var at = 0; at < reached.Count; at++)
            reached.AddRange(packages.Where(other => !reached.Contains(other) && Satisfies(reached[at], other)));
        return [.. reached.SelectMany(other => other.Content).Where(file => file.IsFolder).Select(file => file.Path)];
    }
}
