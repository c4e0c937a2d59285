using KernelSplit.Diagnostics;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Cli.Footprints;

/// <summary>The releases that a user names: snapshots, or kernels that one is taken of on the way.</summary>
internal static class SnapshotArguments
{
    public static async Task<IReadOnlyList<Snapshot>> Read(string[] names, string? map, CancellationToken cancellation)
    {
        if (names.Count(name => name == "-") > 1)
            throw new InvalidInputException("-", "standard input can be only one of the releases");
        // Reading one takes longer than all that is done with it: both at once.
        return await Task.WhenAll(names.Select(name => Read(name, map, cancellation)));
    }

    private static Task<Snapshot> Read(string name, string? map, CancellationToken cancellation)
    {
        if (name != "-" && !SnapshotFile.IsOne(name))
            return new KernelSnapshot([name], null, map, null).Take(cancellation);
        return Task.Run(
            () =>
            {
                using var file = name == "-" ? Console.OpenStandardInput() : File.OpenRead(name);
                return SnapshotFile.Read(file, name);
            },
            cancellation);
    }
}
