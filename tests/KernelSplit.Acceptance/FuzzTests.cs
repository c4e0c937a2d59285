using System.Globalization;
using KernelSplit.Testing.Fuzzing;

namespace KernelSplit.Acceptance;

/// <summary>
/// Modules of a distribution's kernel, damaged in many ways. $KERNELSPLIT_FUZZ_SECONDS is how long, from the seed
/// $KERNELSPLIT_FUZZ_SEED on. The process's memory is measured, so nothing else runs meanwhile.
/// </summary>
[Part(Part.Fuzz)]
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
[Collection(nameof(FuzzTests))]
public class FuzzTests
{
    private const long LargestModule = 256 * 1024;

    // One kernel is enough: modules of other versions have the same format.
    [AptFact]
    public void Damaged_modules_of_a_distribution_are_read_or_refused_and_nothing_else()
    {
        using var run = new FuzzRun(new FuzzCorpus(ReadModules(DistributionKernels.Generic[0])));
        var first = Setting("KERNELSPLIT_FUZZ_SEED", Coverage.Seed() / 2);
        var seconds = Setting("KERNELSPLIT_FUZZ_SECONDS", 0);

        var next = seconds > 0
            ? run.Run(first, int.MaxValue - first, TimeSpan.FromSeconds(seconds))
            : run.Run(first, Coverage.Choose(sample: 500, full: 5000));

        Console.WriteLine($"{next - first} inputs: {run.Outcomes.Trees} trees, {run.Outcomes.Refused} refused");
        run.Outcomes.Trees.ShouldBePositive();
        run.Outcomes.Refused.ShouldBePositive();
    }

    private static List<byte[]> ReadModules(string package)
    {
        using var folder = new TempDirectory("kernelsplit-");
        Shell.Must(
            "sh",
            "-c",
            $"dpkg-deb --fsys-tarfile '{KernelUnderTest.Of(package).Deb}' | tar -x -C '{folder.Path}' --wildcards "
                + "'*/kernel/crypto/*' '*/kernel/lib/*'");
        Shell.Must("sh", "-c", $"find '{folder.Path}' -name '*.ko.xz' -exec xz -d {{}} +");
        var modules = Directory.EnumerateFiles(folder.Path, "*.ko", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length < LargestModule)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .ToList();
        modules.Count.ShouldBeGreaterThan(30);
        return modules;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
