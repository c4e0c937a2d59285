using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;
using KernelSplit.Modules;

namespace KernelSplit.Footprint.Changes;

/// <summary>
/// The download of an update if package managers used deltas: the size of <c>zstd --patch-from</c> from the old to the
/// new modules of each package, uncompressed.
/// </summary>
public sealed class IdealDelta(Difference difference, Stages stages)
{
    /// <param name="old">The old kernel, not a snapshot.</param>
    /// <param name="now">The new kernel, not a snapshot.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The difference with the measured sizes.</returns>
    public async Task<Difference> Measure(string old, string now, CancellationToken cancellation)
    {
        if (Doctor.Missing(Need.ToMeasureDeltas) is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);
        using var work = Cache.OfThisUser().Work();
        var packages = await stages.Run("delta", async stage =>
        {
            var (before, after) = (
                Join(old, difference.Old, work.Path, "old", cancellation),
                Join(now, difference.New, work.Path, "new", cancellation));
            var measured = new List<PackageChange>();
            foreach (var package in difference.Packages)
            {
                stage.Report(measured.Count, difference.Packages.Count, package.Package);
                measured.Add(
                    package with
                    {
                        IdealDelta = await Size(
                            before.GetValueOrDefault(package.Package), after.GetValueOrDefault(package.Package),
                            cancellation),
                    });
            }

            return (measured, $"{ByteSize.Format(measured.Sum(package => package.IdealDelta ?? 0))} by zstd "
                + "--patch-from");
        });
        return difference with
        {
            Packages = packages,
            Total = difference.Total with { IdealDelta = packages.Sum(package => package.IdealDelta) },
        };
    }

    private static async Task<long> Size(string? before, string? after, CancellationToken cancellation)
    {
        if (after is null)
            return 0;
        var delta = after + ".delta";
        string[] from = before is null ? [] : [$"--patch-from={before}"];
        await Tool.Run(
            new ToolCall("zstd", ["-19", "--long=31", "--quiet", "--force", .. from, after, "-o", delta]), null,
            cancellation);
        return new FileInfo(delta).Length;
    }

    /// <summary>Concatenates the modules of each package; returns the file of each package.</summary>
    private static Dictionary<string, string> Join(
        string kernel, Snapshot snapshot, string work, string prefix, CancellationToken cancellation)
    {
        var packageOf = snapshot.Modules.ToDictionary(
            module => module.Path, module => module.Package, StringComparer.Ordinal);
        var files = new Dictionary<string, FileStream>(StringComparer.Ordinal);
        try
        {
            ModuleContents.ForEach([kernel], packageOf.ContainsKey, (path, content) =>
            {
                var package = packageOf[path];
                if (!files.TryGetValue(package, out var file))
                    files[package] = file = File.Create(Path.Combine(work, $"{prefix}-{files.Count}"));
                file.Write(content);
            }, cancellation);
            return files.ToDictionary(file => file.Key, file => file.Value.Name, StringComparer.Ordinal);
        }
        finally
        {
            foreach (var file in files.Values)
                file.Dispose();
        }
    }
}
