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
        var prefix = names.Where(name => name.EndsWith(ending, StringComparison.Ordinal))
            .Select(name => name[..^ending.Length])
            .FirstOrDefault(AreAllOf);
        var others = plan.Packages.Where(package => package != plan.Base).ToList();
        if (prefix is null)
            return null;
        if (others.Count > 0 && !others.Exists(package => names.Contains($"{prefix}-{package.Name}")))
            return null;
        var packages = await BuiltRpm.ReadAll(inputs, cancellation);
        return new BuiltRpms(
            plan, new PackageIdentity(prefix, packages[0].Version, packages[0].Release, packages[0].Architecture),
            packages);

        bool AreAllOf(string name) =>
            names.IsSubsetOf(plan.Packages.Select(package => $"{name}-{package.Name}").Append(name));
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

    /// <summary>
    /// Whether the packages provide and run what the spec for this plan says; a plan doesn't say for which
    /// distribution.
    /// </summary>
    /// <param name="tree">The kernel.</param>
    /// <param name="data">Where the spec's templates are.</param>
    public IReadOnlyList<Diagnostic> CheckHeaders(ModuleTree tree, DataDirectories data) =>
        Project.Distributions.Select(distribution =>
        {
            var kernel = new RpmKernel(
                plan, tree, identity, RpmDataFiles.Conventions(distribution, data), DateTimeOffset.UnixEpoch, []);
            var expected = ExpectedHeader.Of(kernel, data);
            return packages.Where(package => expected.ContainsKey(package.Name))
                .SelectMany(package => HeaderCheck.Run(package, expected[package.Name])).ToList();
        }).MinBy(findings => findings.Count)!;

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
            ? plan.Packages.Select(other => other.Name)
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
        return new ContentCheck(plan, package, isBase, DirectoriesBelow(package)).Run();
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
