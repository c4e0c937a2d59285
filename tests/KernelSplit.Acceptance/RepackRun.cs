namespace KernelSplit.Acceptance;

/// <summary>RPMs of the distribution's newest generic kernel, made once for all tests that look at them.</summary>
public sealed class RepackRun : IDisposable
{
    private readonly TempDirectory _output = new();
    private readonly Lazy<TwoReleases> _repository;
    private readonly Lazy<MovedRelease> _moved;

    public RepackRun()
    {
        Kernel = KernelUnderTest.ToPackage(DistributionKernels.Generic[^1]);
        Ended = Shell.KernelSplit(_output.Path, "package", Deb, "-o", ".", "--repo", "repo");
        Ended.ExitCode.ShouldBe(0, Ended.Errors);
        Rpms = [.. Directory.EnumerateFiles(Path.Combine(_output.Path, "rpm")).Order(StringComparer.Ordinal)];
        _repository = new(() => new TwoReleases(Path.Combine(_output.Path, "repo"), _output.Path, Kernel));
        _moved = new(() => new MovedRelease(Repository, _output.Path, Kernel));
    }

    /// <summary>What they were made of.</summary>
    internal KernelUnderTest Kernel { get; }

    public string Deb => Kernel.Deb;

    public string Release => Kernel.Release;

    /// <summary>A root with the distribution's lib/modules/RELEASE.</summary>
    public string Tree => Kernel.Root;

    public IReadOnlyList<string> Rpms { get; }

    internal Ended Ended { get; }

    /// <summary>A repository with these RPMs and those of the release before.</summary>
    internal TwoReleases Repository => _repository.Value;

    /// <summary>A repository in which a module changes its package.</summary>
    internal MovedRelease Moved => _moved.Value;

    public string Output => _output.Path;

    public string Rpm(string package) =>
        Rpms.Single(rpm => Path.GetFileName(rpm).StartsWith($"kernel-cloud-{package}-", StringComparison.Ordinal));

    public void Dispose() => _output.Dispose();
}
