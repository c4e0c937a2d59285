using System.Text;
using KernelSplit.Host.Processes;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Building.Builds;

/// <summary>Lets the tree's own kbuild turn requests into a whole .config.</summary>
public static class KernelConfig
{
    /// <summary>Writes <c>.config</c> into the objects' folder: tinyconfig, the requests on top, olddefconfig.</summary>
    /// <exception cref="ToolFailedException">kbuild refused.</exception>
    public static async Task Make(
        KernelMake make, string objects, MergedConfig requests, Action<string> onLine, CancellationToken cancellation)
    {
        var config = Path.Combine(objects, ".config");
        await make.Run(["tinyconfig"], onLine, cancellation);
        var complete = requests.ApplyTo(await File.ReadAllTextAsync(config, Encoding.Latin1, cancellation));
        await File.WriteAllTextAsync(config, complete, Encoding.Latin1, cancellation);
        await make.Run(["olddefconfig"], onLine, cancellation);
    }
}
