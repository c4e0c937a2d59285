namespace KernelSplit.Testing.Kernels;

/// <summary>
/// Which kernels a theory is about, by names for <see cref="KernelUnderTest.Of"/>: the distribution's packages where
/// apt
/// offers them, elsewhere those installed here. $KERNELSPLIT_TEST_KERNELS names others: directories
/// lib/modules/RELEASE,
/// separated by colons.
/// </summary>
public static class KernelsUnderTest
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("KERNELSPLIT_TEST_KERNELS");

    private static readonly string[] Parents = ["/lib/modules", "/usr/lib/modules"];

    /// <summary>Full kernels for this machine: one of them, or the newest of every series.</summary>
    public static TheoryData<string> Generic() =>
        Given is null && Apt.IsThere ? [.. Coverage.Sample(DistributionKernels.Generic)] : Directories();

    /// <summary>One of the kernels for clouds, or those and the generic ones of every series.</summary>
    public static TheoryData<string> GenericAndCloud() => Given is not null || !Apt.IsThere
        ? Directories()
        :
        [
            .. Coverage.IsFull
                ? [.. DistributionKernels.Generic, .. DistributionKernels.Clouds]
                : Coverage.Sample(DistributionKernels.Clouds),
        ];

    /// <summary>
    /// One of the kernels for clouds, or every series and flavour (cloud, rt, ...) of every architecture that apt can
    /// be asked for.
    /// </summary>
    public static TheoryData<string> All() =>
        Given is null && Apt.IsThere && Coverage.IsFull ? [.. DistributionKernels.All] : GenericAndCloud();

    /// <summary>Those of <see cref="All"/> for architectures that we have targets for: x86_64, i686, aarch64.</summary>
    public static TheoryData<string> Targeted() => Given is null && Apt.IsThere && Coverage.IsFull
        ? [.. DistributionKernels.Of("amd64", "arm64", "i386")]
        : All();

    private static TheoryData<string> Directories()
    {
        var directories = Given?.Split(':', StringSplitOptions.RemoveEmptyEntries)
            ?? Parents.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).DistinctBy(Path.GetFileName);
        return
        [
            .. directories.Where(directory =>
                Directory.Exists(Path.Combine(directory, "kernel"))).Order(StringComparer.Ordinal),
        ];
    }
}
