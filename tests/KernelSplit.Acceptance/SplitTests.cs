using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit split</c> on kernels that the distribution built, checked with dpkg-deb and depmod.</summary>
public sealed class SplitTests
{
    [DebianTheory]
    [MemberData(nameof(DistributionKernel.GenericPackages), MemberType = typeof(DistributionKernel))]
    public void A_distribution_kernel_splits_into_packages_that_depmod_finds_complete(string package)
    {
        var deb = DistributionKernel.Deb(package);
        using var folder = new TempDirectory();

        var ended = Shell.KernelSplit(folder.Path, "split", deb, "--json");

        ended.ExitCode.ShouldBe(0, ended.Errors);
        var plan = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "plan.json"))).RootElement;
        var placed = plan.GetProperty("modules").EnumerateArray()
            .ToDictionary(m => m.GetProperty("path").GetString()!, m => m.GetProperty("package").GetString()!);
        SummaryAddsUp(ended.Output, placed);
        EveryModuleIsPlacedOnce(deb, plan.GetProperty("release").GetString()!, placed.Keys);
        EveryPackageIsCompleteWithWhatItRequires(deb, plan, placed, folder.Path);
        var verified = Shell.KernelSplit(folder.Path, "verify", deb);
        verified.ExitCode.ShouldBe(0, verified.Output + verified.Errors);
    }

    private static void SummaryAddsUp(string json, Dictionary<string, string> placed)
    {
        foreach (var package in JsonDocument.Parse(json).RootElement.GetProperty("packages").EnumerateArray())
        {
            var name = package.GetProperty("package").GetString();
            package.GetProperty("modules").GetInt32().ShouldBe(placed.Values.Count(placedIn => placedIn == name));
        }
    }

    private static void EveryModuleIsPlacedOnce(string deb, string release, IEnumerable<string> placed)
    {
        var shipped = Shell.Must("dpkg-deb", "--contents", deb).Lines
            .Where(line => line.Contains(".ko"))
            .Select(line => line[(line.IndexOf(release, StringComparison.Ordinal) + release.Length + 1)..]);

        placed.Order(StringComparer.Ordinal).ShouldBe(shipped.Order(StringComparer.Ordinal));
        placed.Count().ShouldBeGreaterThan(4000);
    }

    private static void EveryPackageIsCompleteWithWhatItRequires(string deb, JsonElement plan, Dictionary<string, string> placed, string folder)
    {
        var release = plan.GetProperty("release").GetString()!;
        var whole = Path.Combine(folder, "whole");
        Shell.Must("dpkg-deb", "--extract", deb, whole);
        var modules = Directory.EnumerateDirectories(whole, release, SearchOption.AllDirectories).Single(path => path.Contains("lib/modules"));
        // The System.map in Debian's image package is a stub; its headers say what vmlinux exports.
        Shell.Must("dpkg-deb", "--extract", DistributionKernel.Deb($"linux-headers-{release}"), whole);
        var exports = Path.Combine(whole, "usr/src", $"linux-headers-{release}", "Module.symvers");

        foreach (var (package, installed) in Installations(plan))
        {
            var root = Path.Combine(folder, package);
            foreach (var path in placed.Where(pair => installed.Contains(pair.Value)).Select(pair => pair.Key))
            {
                var copy = Path.Combine(root, "lib/modules", release, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Move(Path.Combine(modules, path), copy);
            }

            foreach (var file in new[] { "modules.order", "modules.builtin", "modules.builtin.modinfo" })
                File.Copy(Path.Combine(modules, file), Path.Combine(root, "lib/modules", release, file));
            var complaints = Shell.Must("depmod", "-e", "-E", exports, "-b", root, release).Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            complaints.Where(line => line.Trim().Length > 0).Take(10).ShouldBeEmpty(package);

            foreach (var path in placed.Keys.Where(path => File.Exists(Path.Combine(root, "lib/modules", release, path))))
                File.Move(Path.Combine(root, "lib/modules", release, path), Path.Combine(modules, path));
        }
    }

    /// <summary>Each package with all that is installed along with it. A package comes behind those that it requires.</summary>
    private static Dictionary<string, HashSet<string>> Installations(JsonElement plan)
    {
        var installed = new Dictionary<string, HashSet<string>>();
        foreach (var package in plan.GetProperty("packages").EnumerateArray())
        {
            var name = package.GetProperty("name").GetString()!;
            installed[name] = [name, .. package.GetProperty("requires").EnumerateArray().SelectMany(required => installed[required.GetString()!])];
        }

        return installed;
    }
}
