using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>What a person means by a name: a package of a plan, a module, or code in the kernel image.</summary>
/// <param name="Package">The package of that name.</param>
/// <param name="Module">The module of that name.</param>
/// <param name="BuiltIn">The built-in code of that name, where no module has it.</param>
public sealed record NamedThing(Package? Package, Placement? Module, BuiltInModule? BuiltIn)
{
    private static readonly string[] Suffixes = [".c", ".o", ".S", ".rs"];

    // What people say for modules that are called otherwise.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["fat32"] = "vfat",
        ["smb"] = "cifs",
        ["iso9660"] = "isofs",
        ["loopback"] = "loop",
        ["ntfs"] = "ntfs3",
    };

    /// <param name="what">
    /// <c>virtio_net</c>, <c>virtio-net.ko.xz</c> with or without directories, <c>VIRTIO_NET</c>, a source file of it;
    /// <c>core</c> or <c>kernel-cloud-core</c>.
    /// </param>
    /// <param name="index">The plan.</param>
    /// <param name="tree">The kernel, if it is known: only it lists built-in code.</param>
    /// <returns>Null if nothing is called so.</returns>
    public static NamedThing? Find(string what, PlanIndex index, ModuleTree? tree)
    {
        var packages = index.Plan.Packages;
        var package = packages.FirstOrDefault(package => package.Name == what)
            ?? packages.Where(package => what.EndsWith($"-{package.Name}", StringComparison.Ordinal))
                .MaxBy(package => package.Name.Length);
        foreach (var name in NamesIn(what))
        {
            var module = index.Find(name);
            var builtIn = module is null ? tree?.FindBuiltIn(name) : null;
            if ((module ?? (object?)builtIn) is not null)
                return new NamedThing(package, module, builtIn);
        }

        if (package is not null)
            return new NamedThing(package, null, null);
        return InDirectoryOf(what, index.Plan) is { } only ? new NamedThing(null, only, null) : null;
    }

    /// <summary>What somebody probably meant who named nothing; null where that would be a guess.</summary>
    public static string? Nearest(string what, PlanIndex index)
    {
        var name = ModulePath.NormalizeName(NamesIn(what).Last());
        var modules = index.Plan.Placements.Select(placement => placement.Module).ToList();
        if (OtherNames.TryGetValue(name, out var other) && modules.Contains(other))
            return other;
        if (modules.Contains($"{name}_core"))
            return $"{name}_core";
        var longer = modules.Where(module => module.StartsWith($"{name}_", StringComparison.Ordinal)).ToList();
        if (longer.Count > 0 && name.Length > 2)
            return longer.OrderBy(module => module.Length).ThenBy(module => module, StringComparer.Ordinal).First();
        // One mistake in five letters, and not in the first one: what is less alike is another module.
        return Foundation.Nearest.To(
            name, [.. index.Plan.Packages.Select(p => p.Name), .. modules.Where(module => module[0] == name[0])],
            Math.Max(1, name.Length / 5));
    }

    private static IEnumerable<string> NamesIn(string what)
    {
        yield return what;
        var file = Path.GetFileName(what);
        if (file.Length == 0)
            yield break;
        var name = ModulePath.IsModule(file) ? ModulePath.NameOf(file)
            : Suffixes.FirstOrDefault(suffix => file.EndsWith(suffix, StringComparison.Ordinal)) is { } end
                ? file[..^end.Length]
            : file;
        if (name.Length == 0)
            yield break;
        yield return name;
        yield return name.ToLowerInvariant();
    }

    /// <summary>The module that is built from a directory, where that is one.</summary>
    private static Placement? InDirectoryOf(string what, Plan plan)
    {
        if (!Suffixes.Any(suffix => what.EndsWith(suffix, StringComparison.Ordinal))
            || Path.GetDirectoryName(what) is not { Length: > 0 } directory)
            return null;
        var found = plan.Placements.Where(placement =>
            Path.GetDirectoryName(ModulePath.SourcePathOf(placement.Path)) == directory).Take(2).ToList();
        return found is [var only] ? only : null;
    }
}
