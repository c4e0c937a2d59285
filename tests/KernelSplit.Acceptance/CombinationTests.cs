namespace KernelSplit.Acceptance;

/// <summary>
/// Every set of packages that can be installed, held by depmod against what the kernel image exports.
/// </summary>
[Part(Part.Packages)]
public sealed class CombinationTests(Shared<RepackRun> shared)
{
    private readonly RepackRun _run = shared.Value;

    [AptFact]
    public void Depmod_finds_nothing_missing_in_any_set_of_packages_that_can_be_installed()
    {
        var release = _run.Repository.Newer;
        using var folder = new TempDirectory("kernelsplit-");
        foreach (var package in release.Required.Keys)
        {
            var unpacked = Directory.CreateDirectory(Path.Combine(folder.Path, package)).FullName;
            Shell.Must(
                "bash", "-c", "set -eo pipefail; cd \"$2\"; rpm2cpio \"$1\" | cpio -idmu --quiet", "-",
                _run.Rpm(package), unpacked);
        }

        var sets = Sets(release.Required);
        sets.Count.ShouldBeGreaterThan(release.Required.Count);
        foreach (var set in sets)
        {
            var name = string.Join('+', set);
            var root = Directory.CreateDirectory(Path.Combine(folder.Path, name + ".root")).FullName;
            Shell.Must("cp", ["--archive", "--link", .. set.Select(package => $"{folder.Path}/{package}/."), root]);
            // As in every distribution that the packages are for.
            File.CreateSymbolicLink(Path.Combine(root, "lib"), "usr/lib");

            Shell.Must("depmod", "-e", "-E", release.Symvers, "-b", root, release.Uname).Errors.Trim()
                .ShouldBeEmpty(name);
            Shell.Must(
                "modprobe",
                [
                    "--show-depends", "-a", "-d", root, "-S", release.Uname, .. release.Drivers,
                    .. set.Select(package => release.Module[package]),
                ]);
        }
    }

    /// <summary>Each with all that its packages require: the others are refused.</summary>
    private static List<string[]> Sets(IReadOnlyDictionary<string, string[]> required)
    {
        string[] packages = [.. required.Keys];
        return [.. Enumerable.Range(1, (1 << packages.Length) - 1)
            .Select(bits => packages.Where((_, number) => (bits >> number & 1) == 1).ToArray())
            .Where(set => set.All(package => required[package].All(set.Contains)))];
    }
}
