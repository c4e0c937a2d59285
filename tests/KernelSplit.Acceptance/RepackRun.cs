namespace KernelSplit.Acceptance;

/// <summary>RPMs of the distribution's newest generic kernel, made once for all tests that look at them.</summary>
public sealed class RepackRun : IDisposable
{
    private readonly TempDirectory _output = new();
    private readonly Lazy<TwoReleases> _repository;
    private readonly Lazy<MovedRelease> _moved;

    public RepackRun()
    {
        var package = DistributionKernels.Generic[^1];
        Deb = DistributionKernels.Deb(package);
        Ended = Shell.KernelSplit(_output.Path, "package", Deb, "-o", ".", "--repo", "repo");
        Ended.ExitCode.ShouldBe(0, Ended.Errors);
        Rpms = [.. Directory.EnumerateFiles(Path.Combine(_output.Path, "rpm")).Order(StringComparer.Ordinal)];
        Tree = KernelUnderTest.Of(package).Root;
        Release = KernelUnderTest.Of(package).Release;
        _repository = new(() => new TwoReleases(Path.Combine(_output.Path, "repo"), _output.Path, KernelUnderTest.Of(package)));
        _moved = new(() => new MovedRelease(Repository, _output.Path, KernelUnderTest.Of(package)));
    }

    public string Deb { get; }

    public string Release { get; }

    /// <summary>A root with the distribution's lib/modules/RELEASE.</summary>
    public string Tree { get; }

    public IReadOnlyList<string> Rpms { get; }

    internal Ended Ended { get; }

    /// <summary>A repository with these RPMs and those of the release before.</summary>
    internal TwoReleases Repository => _repository.Value;

    /// <summary>A repository in which a module changes its package.</summary>
    internal MovedRelease Moved => _moved.Value;

    public string Output => _output.Path;

    public string Rpm(string package) => Rpms.Single(rpm => Path.GetFileName(rpm).StartsWith($"kernel-cloud-{package}-", StringComparison.Ordinal));

    public void Dispose() => _output.Dispose();
}
