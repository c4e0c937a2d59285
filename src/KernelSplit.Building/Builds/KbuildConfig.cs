using System.Text;
using KernelSplit.Host.Processes;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Building.Builds;

/// <summary>Makes the .config through the source's own kbuild.</summary>
public static class KbuildConfig
{
    /// <summary>
    /// Writes <c>.config</c> to the build directory: tinyconfig, the requested values applied to it, olddefconfig.
    /// </summary>
    /// <exception cref="ToolFailedException">kbuild failed.</exception>
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
