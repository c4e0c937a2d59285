using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Building.Pipelines;

/// <summary>A kernel that somebody else built, laid out in a folder of its own for as long as packages are made of it.</summary>
public sealed class PrebuiltKernel : IDisposable
{
    private PrebuiltKernel()
    {
        // rpmbuild can't work below a path with spaces.
        Cache.OfThisUser();
        Work = Directory.CreateDirectory(Path.Combine(Cache.RootOfThisUser, "package", $"{Environment.ProcessId}.partial")).FullName;
    }

    /// <summary>Goes with the kernel, and all in it.</summary>
    public string Work { get; }

    /// <summary>The folder above lib/modules.</summary>
    public string Root => Path.Combine(Work, "kernel");

    /// <exception cref="InvalidInputException">There is no kernel image in the input, or it can't be read.</exception>
    public static async Task<PrebuiltKernel> Unpack(string[] inputs, ModuleTree tree, Stages stages, CancellationToken cancellation)
    {
        var kernel = new PrebuiltKernel();
        try
        {
            return await stages.Run("unpack", _ =>
            {
                KernelCopy.Stage(inputs, tree, kernel.Root, cancellation);
                return Task.FromResult((kernel, "modules, kernel image and what belongs to it"));
            });
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    /// <summary>The same kernel gives the same packages: its files' time is the input's, or what the reproducible-builds standard says.</summary>
    public static DateTimeOffset Time(string[] inputs) =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : inputs.Max(input => new DateTimeOffset(File.GetLastWriteTimeUtc(input), TimeSpan.Zero));

    public void Dispose() => Directory.Delete(Work, recursive: true);
}
