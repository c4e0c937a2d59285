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
        ["efi_vars"] = "efivarfs",
        ["fat32"] = "vfat",
        ["hyperv_fb"] = "hyperv_drm",
        ["iso9660"] = "isofs",
        ["iwl"] = "iwlwifi",
        ["loopback"] = "loop",
        ["luks"] = "dm_crypt",
        ["lvm"] = "dm_mod",
        ["md"] = "md_mod",
        ["nf_conntrack_ipv4"] = "nf_conntrack",
        ["nf_conntrack_ipv6"] = "nf_conntrack",
        ["nf_nat_ipv4"] = "nf_nat",
        ["nf_nat_ipv6"] = "nf_nat",
        ["nfs4"] = "nfsv4",
        ["ntfs"] = "ntfs3",
        ["overlayfs"] = "overlay",
        ["rtl8169"] = "r8169",
        ["samba"] = "cifs",
        ["smb"] = "cifs",
        ["smbfs"] = "cifs",
    };

    // Matches and targets of iptables that were modules for IPv4 and IPv6 before they became one for both.
    private static readonly string[] OfOneProtocol = ["ipt_", "ip6t_"];

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
        if (OfOneProtocol.FirstOrDefault(name.StartsWith) is { } protocol
            && modules.Find(module => module.Equals(
                $"xt_{name[protocol.Length..]}", StringComparison.OrdinalIgnoreCase)) is { } both)
            return both;
        if (IsSource(what) && Path.GetDirectoryName(what) is { Length: > 0 } directory)
            return OfSource(name, directory, index.Plan);
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

    private static bool IsSource(string what) =>
        Suffixes.Any(suffix => what.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>The module that is built from a directory, where that is one.</summary>
    private static Placement? InDirectoryOf(string what, Plan plan) =>
        IsSource(what) && Path.GetDirectoryName(what) is { Length: > 0 } directory
        && FromDirectory(directory, plan) is [var only] ? only : null;

    /// <summary>
    /// The module of a source file's directory that has a part of the file's name, or the only one of the directory
    /// above.
    /// </summary>
    private static string? OfSource(string name, string directory, Plan plan)
    {
        var beside = FromDirectory(directory, plan).Where(placement => name.Contains(placement.Module)).ToList();
        if (beside.Count > 0)
            return beside.MaxBy(placement => placement.Module.Length)!.Module;
        return FromDirectory(directory, plan) is [] && Path.GetDirectoryName(directory) is { Length: > 0 } above
            && FromDirectory(above, plan) is [var only] ? only.Module : null;
    }

    private static List<Placement> FromDirectory(string directory, Plan plan) =>
        [.. plan.Placements.Where(placement =>
            Path.GetDirectoryName(ModulePath.SourcePathOf(placement.Path)) == directory)];
}
