using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Packs a reproducible tarball: the same files give the same bytes.</summary>
internal static class Tarball
{
    /// <param name="file">The tarball.</param>
    /// <param name="from">The directory that its paths are relative to.</param>
    /// <param name="time">The time stamp of all its files.</param>
    /// <param name="what">What to pack, after further options for tar.</param>
    /// <param name="onLine">Receives tar's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ToolFailedException">tar failed.</exception>
    public static Task Write(
        string file, string from, DateTimeOffset time, IReadOnlyList<string> what, Action<string>? onLine,
        CancellationToken cancellation) => Tool.Run(
            new ToolCall(
                "tar",
                [
                    "--create", "--file", file, "--directory", from, "--sort=name", "--owner=0", "--group=0",
                    "--numeric-owner",
                    $"--mtime=@{time.ToUnixTimeSeconds()}", .. what,
                ]),
            onLine,
            cancellation);
}
