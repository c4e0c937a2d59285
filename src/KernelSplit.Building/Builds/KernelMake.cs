using System.Globalization;
using KernelSplit.Building.Sources;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Builds;

/// <summary>Runs the kernel's kbuild with a separate build directory.</summary>
/// <param name="source">The source.</param>
/// <param name="objects">kbuild's <c>O=</c>, an absolute path.</param>
/// <param name="architecture">The architecture to build for.</param>
/// <param name="localVersion">Appended to the version: <c>LOCALVERSION=</c>.</param>
/// <param name="jobs">Number of parallel jobs.</param>
/// <param name="launcher">What stands before the compiler.</param>
public sealed class KernelMake(
    KernelSource source, string objects, Architecture architecture, string localVersion, int jobs,
    CompilerLauncher launcher)
{
    /// <summary>
    /// The versions of the installed tools whose features Kconfig tests (the kernel's scripts/Kconfig.include and
    /// init/Kconfig): with other versions, the same fragments give another kernel.
    /// </summary>
    public static async Task<string> Toolchain(Architecture architecture, CancellationToken cancellation)
    {
        var prefix = Cross.Prefix(architecture);
        var versions = new List<string>();
        foreach (var tool in new[] { $"{prefix}gcc", $"{prefix}ld", "rustc", "bindgen", "pahole" })
        {
            if (ProgramPath.Find(tool) is not null)
                versions.Add(
                    (await Tool.Output(new ToolCall(tool, "--version") { MayFail = true }, cancellation))
                        .Split('\n')[0]);
        }

        return string.Join('\n', versions);
    }

    public Task Run(IReadOnlyList<string> targets, Action<string> onLine, CancellationToken cancellation) =>
        Tool.Run(Call(targets), onLine, cancellation);

    /// <summary>The number of objects that <c>make</c> would compile now, according to kbuild's dry run.</summary>
    public async Task<int> CountObjects(IReadOnlyList<string> targets, CancellationToken cancellation)
    {
        // Without the objects the dry run can't get past linking; --keep-going makes it list everything before that.
        var dryRun = Call(["--dry-run", "--keep-going", .. targets]) with { MayFail = true };
        var objects = 0;
        await Tool.Run(dryRun, line => objects += CompilerLine.IsInDryRun(line) ? 1 : 0, cancellation);
        return objects;
    }

    private ToolCall Call(IReadOnlyList<string> targets) => new("make",
    [
        "-C", source.Root,
        $"O={objects}",
        $"ARCH={architecture.KbuildName}",
        $"CROSS_COMPILE={Cross.Prefix(architecture)}",
        $"LOCALVERSION={localVersion}",
        "KBUILD_BUILD_TIMESTAMP="
            + source.Time.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture),
        "KBUILD_BUILD_USER=kernelsplit",
        "KBUILD_BUILD_HOST=kernelsplit",
        string.Create(CultureInfo.InvariantCulture, $"-j{jobs}"),
        .. targets,
    ])
    {
        Environment = launcher.Environment,
    };
}
