using System.Text.RegularExpressions;
using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Sources;

/// <summary>linux-source-* of Debian and its derivatives. Downloading needs no root and installs nothing.</summary>
internal static partial class AptSource
{
    public static async Task<DistributionSource> FindNewest(Action<string> onLine, CancellationToken cancellation)
    {
        var name = await NewestPackage(cancellation);
        if (name is null && Environment.IsPrivilegedProcess)
        {
            await Tool.Run(new ToolCall("apt-get", "update"), onLine, cancellation);
            name = await NewestPackage(cancellation);
        }

        if (name is null)
            throw new MissingToolException("no linux-source-* package in apt's lists", "Run: sudo apt-get update");

        var record = await Tool.Output(new ToolCall("apt-cache", "show", "--no-all-versions", name), cancellation);
        var version = VersionField().Match(record).Groups["version"].Value;
        return new DistributionSource(
            $"{name}_{version.Replace(':', '_')}",
            (directory, line, stop) => Download($"{name}={version}", directory, line, stop));
    }

    private static async Task<string?> NewestPackage(CancellationToken cancellation)
    {
        var found = await Tool.Output(
            new ToolCall("apt-cache", "search", "--names-only", "^linux-source-[0-9.]+$"), cancellation);
        return found.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0])
            .MaxBy(name =>
                Version.TryParse(name["linux-source-".Length..], out var version) ? version : new Version(0, 0));
    }

    private static async Task<string> Download(
        string package, string directory, Action<string> onLine, CancellationToken cancellation)
    {
        await Tool.Run(new ToolCall("apt-get", "download", package) { Directory = directory }, onLine, cancellation);
        var deb = DistributionSource.FindTarball(directory, "*.deb");
        await Tool.Run(new ToolCall("dpkg-deb", "--extract", deb, directory), onLine, cancellation);
        File.Delete(deb);
        return DistributionSource.FindTarball(directory, "linux-source-*.tar.*");
    }

    [GeneratedRegex("^Version: (?<version>.+)$", RegexOptions.Multiline)]
    private static partial Regex VersionField();
}
