using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>A source of a spec: the same files give the same bytes, whoever packs them and when.</summary>
internal static class Tarball
{
    /// <param name="file">The tarball.</param>
    /// <param name="from">The folder that the paths in it begin at.</param>
    /// <param name="time">What all files in it get.</param>
    /// <param name="what">What of the folder, behind tar's further options.</param>
    /// <param name="onLine">Gets tar's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ToolFailedException">tar refused.</exception>
    public static Task Write(
        string file, string from, DateTimeOffset time, IReadOnlyList<string> what, Action<string>? onLine, CancellationToken cancellation) => Tool.Run(
            new ToolCall(
                "tar",
                [
                    "--create", "--file", file, "--directory", from, "--sort=name", "--owner=0", "--group=0", "--numeric-owner",
                    $"--mtime=@{time.ToUnixTimeSeconds()}", .. what,
                ]),
            onLine,
            cancellation);
}
