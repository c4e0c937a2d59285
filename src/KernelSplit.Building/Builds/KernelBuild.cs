using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Builds;

/// <summary>The progress of a build.</summary>
/// <param name="Done">Objects compiled since it started.</param>
/// <param name="Total">Objects to compile.</param>
/// <param name="Last">The path of the object compiled last.</param>
public sealed record BuildProgress(int Done, int Total, string Last);

/// <summary>Compiles a configured kernel and installs it in a directory.</summary>
public static class KernelBuild
{
    public const string LogName = "build.log";

    /// <summary>
    /// Builds in <c>work/objects</c>, which contains a .config, resumes an interrupted build, and installs to
    /// <c>work/tree</c>: lib/modules/&lt;release&gt; with the modules as the .config asks (stripped, and compressed if
    /// it says so), and with them vmlinuz, System.map, config and symvers, where Fedora's kernel packages keep them.
    /// </summary>
    /// <exception cref="BuildFailedException">The compiler or the linker failed.</exception>
    public static async Task Run(
        KernelMake make,
        string work,
        Architecture architecture,
        IProgress<BuildProgress> progress,
        CancellationToken cancellation)
    {
        var objects = Path.Combine(work, "objects");
        var log = Path.Combine(work, LogName);
        string[] targets = [Path.GetFileName(architecture.Image), "modules"];
        using var writer = new StreamWriter(log, append: true) { AutoFlush = true };
        try
        {
            await make.Run(["prepare"], writer.WriteLine, cancellation);
            var total = await make.CountObjects(targets, cancellation);
            var done = 0;
            await make.Run(targets, line =>
            {
                writer.WriteLine(line);
                if (CompilerLine.Object(line) is { } built)
                    progress.Report(new BuildProgress(Math.Min(++done, total), total, built));
            }, cancellation);
            await Install(make, objects, Path.Combine(work, "tree"), architecture, writer.WriteLine, cancellation);
        }
        catch (ToolFailedException e)
        {
            throw new BuildFailedException(e, log);
        }
    }

    private static async Task Install(
        KernelMake make, string objects, string tree, Architecture architecture, Action<string> onLine,
        CancellationToken cancellation)
    {
        if (Directory.Exists(tree))
            Directory.Delete(tree, recursive: true);
        // depmod runs where the packages are installed; its files would not fit a subset of the modules.
        await make.Run(
            ["modules_install", $"INSTALL_MOD_PATH={tree}", "INSTALL_MOD_STRIP=1", "DEPMOD=true"], onLine,
            cancellation);

        var release =
            (await File.ReadAllTextAsync(Path.Combine(objects, "include/config/kernel.release"), cancellation)).Trim();
        var modules = Path.Combine(tree, "lib", "modules", release);
        foreach (var link in new[] { "build", "source" })
            File.Delete(Path.Combine(modules, link));
        File.Copy(Path.Combine(objects, architecture.Image), Path.Combine(modules, "vmlinuz"));
        File.Copy(Path.Combine(objects, "System.map"), Path.Combine(modules, "System.map"));
        File.Copy(Path.Combine(objects, ".config"), Path.Combine(modules, "config"));
        File.Copy(Path.Combine(objects, "Module.symvers"), Path.Combine(modules, "symvers"));
    }
}
