using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Building.Pipelines;

/// <summary>A prebuilt kernel, unpacked into a staging directory for as long as packages are made of it.</summary>
public sealed class PrebuiltKernel : IDisposable
{
    // rpmbuild can't work below a path with spaces.
    private readonly WorkDirectory _work = Cache.OfThisUser().Work();

    /// <summary>The staging directory; deleted with everything in it when the kernel is disposed.</summary>
    public string Work => _work.Path;

    /// <summary>The directory above lib/modules.</summary>
    public string Root => Path.Combine(Work, "kernel");

    /// <summary>Whether the input has its modules in /usr/lib/modules.</summary>
    public bool InUsr { get; private set; }

    /// <exception cref="InvalidInputException">There is no kernel image in the input, or it can't be read.</exception>
    public static async Task<PrebuiltKernel> Unpack(
        string[] inputs, ModuleTree tree, Stages stages, CancellationToken cancellation)
    {
        var kernel = new PrebuiltKernel();
        try
        {
            return await stages.Run("unpack", _ =>
            {
                kernel.InUsr = KernelCopy.Stage(inputs, tree, kernel.Root, cancellation);
                return Task.FromResult((kernel, "modules, kernel image and related files"));
            });
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The time stamp of all files, to make packages reproducible: SOURCE_DATE_EPOCH, or when the inputs were built.
    /// </summary>
    public static DateTimeOffset Time(string[] inputs) =>
        long.TryParse(
            Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : inputs.Max(input =>
                BuildTime.Of(input) ?? new DateTimeOffset(File.GetLastWriteTimeUtc(input), TimeSpan.Zero));

    public void Dispose() => _work.Dispose();
}
