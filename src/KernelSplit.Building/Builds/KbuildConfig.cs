using KernelSplit.Host.Processes;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Building.Builds;

/// <summary>Lets the tree's own kbuild turn requests into a whole .config.</summary>
public static class KbuildConfig
{
    /// <summary>Writes <c>.config</c> into the objects' folder: tinyconfig, the requests on top, olddefconfig.</summary>
    /// <exception cref="ToolFailedException">kbuild refused.</exception>
    public static async Task Make(
        KernelMake make, string objects, MergedConfig requests, Action<string> onLine, CancellationToken cancellation)
    {
        var config = Path.Combine(objects, ".config");
        await make.Run(["tinyconfig"], onLine, cancellation);
        await File.WriteAllTextAsync(config, requests.ApplyTo(await File.ReadAllTextAsync(config, cancellation)), cancellation);
        await make.Run(["olddefconfig"], onLine, cancellation);
    }
}
