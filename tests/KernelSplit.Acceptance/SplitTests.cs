using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit split</c> on kernels that others built, checked with dpkg-deb, find and depmod.</summary>
[Part(Part.Distributions)]
public sealed class SplitTests
{
    private const int FewestModules = 4000;

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_module_is_in_one_package_and_the_summary_counts_them(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var placed = Placed(kernel);

        kernel.Split.Ended.ExitCode.ShouldBe(0, kernel.Split.Ended.Errors);
        placed.Keys.Order(StringComparer.Ordinal).ShouldBe(Shipped(kernel).Order(StringComparer.Ordinal));
        placed.Count.ShouldBeGreaterThan(kernel.IsPackage ? FewestModules : 0);
        foreach (var summed in JsonDocument.Parse(kernel.Split.Ended.Output).RootElement.GetProperty("packages")
            .EnumerateArray())
        {
            var name = summed.GetProperty("package").GetString();
            summed.GetProperty("modules").GetInt32().ShouldBe(placed.Values.Count(placedIn => placedIn == name));
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Depmod_finds_each_package_complete_with_what_it_requires(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var placed = Placed(kernel);

        foreach (var (name, installed) in kernel.Split.Installations())
        {
            using var root = new TempDirectory();
            var paths = placed.Where(pair => installed.Contains(pair.Value)).Select(pair => pair.Key);
            foreach (var path in paths.Concat(["modules.order", "modules.builtin", "modules.builtin.modinfo"]))
            {
                var link = Path.Combine(root.Path, "lib/modules", kernel.Release, path);
                Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                File.CreateSymbolicLink(link, Path.Combine(kernel.Modules, path));
            }

            Shell.Must("depmod", "-e", "-E", kernel.Symvers, "-b", root.Path, kernel.Release).Errors.Trim()
                .ShouldBeEmpty(name);
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Verify_agrees_with_the_plan(string package)
    {
        var kernel = KernelUnderTest.Of(package);

        var verified = Shell.KernelSplit(Shell.Checkout, "verify", kernel.Input, "--plan", kernel.Split.PlanFile);

        verified.ExitCode.ShouldBe(0, verified.Output + verified.Errors);
    }

    /// <summary>The package of each module, by its path below lib/modules/RELEASE.</summary>
    private static Dictionary<string, string> Placed(KernelUnderTest kernel) =>
        kernel.Split.Modules.Values.ToDictionary(
        module => module.GetProperty("path").GetString()!, module => module.GetProperty("package").GetString()!);

    private static IEnumerable<string> Shipped(KernelUnderTest kernel) => kernel.IsPackage
        ? Shell.Must("dpkg-deb", "--contents", kernel.Deb).Lines
            .Where(line => line.Contains(".ko"))
            .Select(line =>
                line[(line.IndexOf(kernel.Release, StringComparison.Ordinal) + kernel.Release.Length + 1)..])
        : Shell.Must("find", kernel.Modules + "/", "-name", "*.ko*", "-printf", "%P\\n").Lines;
}
