using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Packaging.Checks;

/// <summary>The RPMs built by a plan, and their check against it.</summary>
public sealed class BuiltRpms(Plan plan, PackageIdentity identity, IReadOnlyList<BuiltRpm> packages)
{
    private readonly ILookup<string, BuiltRpm> _byName = packages.ToLookup(
        package => package.Name, StringComparer.Ordinal);

    // verify asks before it reads the kernel, and again with all other checks.
    private IReadOnlyList<Diagnostic>? _findings;

    /// <summary>The full name of a package of the plan.</summary>
    public string NameOf(string package) => identity.FullName(package);

    /// <summary>The files of the plan's packages, without the metapackage.</summary>
    public IReadOnlyList<string> Kernel =>
        [.. packages.Where(package => package.Name != identity.Name).Select(package => package.File)];

    /// <summary>
    /// Recognises a plan's RPMs by name: all are called NAME-PACKAGE, or NAME for the metapackage, and include the
    /// package with the kernel image and another one. Null for any other kernel.
    /// </summary>
    /// <exception cref="InvalidInputException">A file is missing or damaged.</exception>
    public static async Task<BuiltRpms?> Find(IReadOnlyList<string> inputs, Plan plan, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            // Debian packages aren't recognised as those of a plan.
            if (KernelPackage.Read(input) is not { IsRpm: true } rpm)
                return null;
            names.Add(rpm.Name);
        }

        var ending = $"-{plan.Base.Name}";
        var others = plan.Packages.Where(package => package != plan.Base).ToList();
        var identity = names.Where(name => name.EndsWith(ending, StringComparison.Ordinal))
            .Select(name => new PackageIdentity(name[..^ending.Length], "", "", ""))
            .SelectMany(name => new[] { name, name with { BaseOfKmps = plan.Base.Name } })
            .FirstOrDefault(name =>
                names.IsSubsetOf(plan.Packages.Select(package => name.FullName(package.Name)).Append(name.Name))
                && (others.Count == 0 || others.Exists(package => names.Contains(name.FullName(package.Name)))));
        if (identity is null)
            return null;
        var packages = await BuiltRpm.ReadAll(inputs, cancellation);
        var one = packages[0];
        // Of a kernel that isn't split, the names don't tell.
        var isSuse = packages.Any(package => package.Provides.Contains(RpmConventions.SuseCapability));
        return new BuiltRpms(
            plan,
            identity with
            {
                Version = one.Version,
                Release = one.Release,
                Architecture = one.Architecture,
                BaseOfKmps = isSuse ? plan.Base.Name : null,
            },
            packages);
    }

    /// <summary>All findings; files that may be intended are warnings.</summary>
    public IReadOnlyList<Diagnostic> Check() => _findings ??= [.. Find()];

    private List<Diagnostic> Find()
    {
        var absent = plan.Packages.Select(package => identity.FullName(package.Name))
            .Where(name => !_byName.Contains(name))
            .ToHashSet(StringComparer.Ordinal);
        if (_byName.FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidInputException(
                twice.Key,
                $"given several times: {string.Join(", ", twice.Select(package => package.File))}",
                "Give the packages of one release");
        }

        return
        [
            .. absent.Select(name => Diagnostic.Error(DiagnosticKind.Missing, name, "package is missing")),
            .. PackageCheck.Completeness(
                plan, identity.FullName, packages.Select(package => (package.Name, package.Files)))
                .Where(finding => !absent.Contains(finding.File)),
            .. packages.SelectMany(Content),
            .. packages.SelectMany(Requirements),
        ];
    }

    /// <summary>Whether the packages provide and run what the spec for this plan says.</summary>
    /// <param name="tree">The kernel.</param>
    /// <param name="data">Where the spec's templates are.</param>
    public IReadOnlyList<Diagnostic> CheckHeaders(ModuleTree tree, DataDirectories data)
    {
        var distribution = identity.BaseOfKmps is null ? Project.Distributions[0] : Project.Suse;
        var kernel = new RpmKernel(
            plan, tree, identity, RpmDataFiles.Conventions(distribution, data), DateTimeOffset.UnixEpoch, []);
        var expected = ExpectedHeader.Of(kernel, data);
        return [.. packages.Where(package => expected.ContainsKey(package.Name))
            .SelectMany(package => HeaderCheck.Run(package, expected[package.Name]))];
    }

    /// <summary>What depmod says of each set of packages that can be installed.</summary>
    /// <param name="tree">The kernel.</param>
    /// <param name="work">A directory to unpack them in.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<IReadOnlyList<Diagnostic>> Depmod(
        ModuleTree tree, string work, CancellationToken cancellation) => PackageCheck.Closure(
        plan, identity.FullName, tree,
        packages.ToDictionary<BuiltRpm, string, Func<string, Task>>(
            package => package.Name, package => root => package.Unpack(root, cancellation), StringComparer.Ordinal),
        work, cancellation);

    /// <summary>All findings, those of depmod included where the packages are otherwise right.</summary>
    /// <param name="tree">The kernel.</param>
    /// <param name="data">Where the spec's templates are.</param>
    /// <param name="work">A directory to unpack them in.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<Diagnostic>> Check(
        ModuleTree tree, DataDirectories data, string work, CancellationToken cancellation)
    {
        IReadOnlyList<Diagnostic> findings = [.. Check(), .. CheckHeaders(tree, data)];
        return findings.HaveErrors() ? findings : [.. findings, .. await Depmod(tree, work, cancellation)];
    }

    /// <summary>Each requirement in the plan must be a versioned requirement on the RPM given here.</summary>
    private IEnumerable<Diagnostic> Requirements(BuiltRpm package)
    {
        var planned = package.Name == identity.Name
            ? plan.Packages.Where(other => other.IsInMetapackage).Select(other => other.Name)
            : plan.Packages.Single(other => identity.FullName(other.Name) == package.Name).Requires;
        return planned.SelectMany(name => _byName[identity.FullName(name)])
            .Where(required => !Satisfies(package, required))
            .Select(required => Diagnostic.Error(
                DiagnosticKind.PackageHeader,
                package.Name,
                $"missing `Requires: {required.Name} = %{{version}}-%{{release}}`, demanded by the plan"));
    }

    private IEnumerable<Diagnostic> Content(BuiltRpm package)
    {
        var isBase = package.Name == identity.FullName(plan.Base.Name);
        var isOfBoards = package.Name == identity.FullName(plan.OfBoards.Name);
        return new ContentCheck(plan, package, isBase, isOfBoards, DirectoriesBelow(package)).Run();
    }

    private static bool Satisfies(BuiltRpm user, BuiltRpm required)
    {
        var versioned = required.Provides.Where(provided => provided.Contains(" = ", StringComparison.Ordinal));
        return user.Requires.Any(versioned.Contains);
    }

    private HashSet<string> DirectoriesBelow(BuiltRpm package)
    {
        var reached = new List<BuiltRpm> { package };
        for (var at = 0; at < reached.Count; at++)
            reached.AddRange(packages.Where(other => !reached.Contains(other) && Satisfies(reached[at], other)));
        return [.. reached.SelectMany(other => other.Content).Where(file => file.IsDirectory).Select(
            file => file.Path)];
    }
}
