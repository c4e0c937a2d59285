using KernelSplit.Building.Pipelines;
using KernelSplit.Cli.Output;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Inputs;

/// <summary>Reads the releases given by the user: snapshots, or kernels, of which a snapshot is taken.</summary>
internal static class SnapshotArguments
{
    public static async Task<IReadOnlyList<Snapshot>> Read(string[] names, string? map, CancellationToken cancellation)
    {
        if (names.Count(name => name == "-") > 1)
            throw new InvalidInputException("-", "only one release can be read from standard input");
        // Reading dominates the run time, so all files are read in parallel.
        var reading = names.Select(name => IsSnapshot(name) ? Task.Run(() => Read(name), cancellation) : null).ToList();
        var snapshots = new List<Snapshot>();
        foreach (var (name, snapshot) in names.Zip(reading))
        {
            snapshots.Add(snapshot is null
                ? (
                    await new KernelSnapshot([name], null, map, null)
                        .Take(Terminal.KernelReader(), cancellation)).Snapshot
                : await snapshot);
        }

        return snapshots;
    }

    public static bool IsSnapshot(string name) => name == "-" || SnapshotFile.IsOne(name);

    private static Snapshot Read(string name)
    {
        using var file = name == "-" ? StandardInput.Open() : File.OpenRead(name);
        return SnapshotFile.Read(file, name);
    }
}
