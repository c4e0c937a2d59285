using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Sources;

/// <summary>Fedora's kernel source RPM, and SUSE's kernel-source.</summary>
internal static class RpmSource
{
    public static async Task<DistributionSource> FindNewestWithDnf(CancellationToken cancellation)
    {
        // dnf 4 calls it --source, dnf 5 --srpm; both know repoquery --srpm.
        var query = new ToolCall(
            "dnf", "repoquery", "--quiet", "--srpm", "--latest-limit=1",
            "--queryformat=%{name}-%{version}-%{release}\\n", "kernel");
        var found = (await Tool.Output(query, cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (found.Length == 0)
        {
            throw new MissingToolException(
                "no source package \"kernel\" in dnf's repositories",
                "Enable the source repositories: dnf config-manager setopt '*-source.enabled=1'");
        }

        var option = (await Tool.Output(new ToolCall("dnf", "--version"), cancellation))
            .StartsWith("dnf5", StringComparison.Ordinal)
            ? "--srpm"
            : "--source";
        return new DistributionSource(found[^1], async (directory, onLine, stop) =>
        {
            await Tool.Run(new ToolCall("dnf", "download", option, found[^1]) { Directory = directory }, onLine, stop);
            return await Unpack(directory, onLine, stop);
        });
    }

    public static async Task<DistributionSource> FindNewestWithZypper(CancellationToken cancellation)
    {
        var record = await Tool.Output(
            new ToolCall("zypper", "--non-interactive", "--quiet", "info", "kernel-source"), cancellation);
        var version = record.Split('\n')
            .Where(line => line.StartsWith("Version ", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
            .FirstOrDefault()
            ?? throw new MissingToolException(
                "no package \"kernel-source\" in zypper's repositories", "Run: sudo zypper refresh");
        return new DistributionSource($"kernel-source-{version}", async (directory, onLine, stop) =>
        {
            await Tool.Run(
                new ToolCall("zypper", "--non-interactive", "--pkg-cache-dir", directory, "download",
                    $"kernel-source={version}"), onLine, stop);
            return await Unpack(directory, onLine, stop);
        });
    }

    /// <summary>
    /// Unpacks the RPM: Fedora's contains linux-*.tar.xz; SUSE's contains the source tree, which is packed again.
    /// </summary>
    private static async Task<string> Unpack(string directory, Action<string> onLine, CancellationToken cancellation)
    {
        var rpm = DistributionSource.FindTarball(directory, "*.rpm");
        var script = "rpm2cpio \"$1\" | cpio --extract --make-directories --quiet --no-absolute-filenames";
        await Tool.Run(
            new ToolCall("sh", "-e", "-c", script, "sh", rpm) { Directory = directory }, onLine, cancellation);

        var sources = Path.Combine(directory, "usr", "src");
        if (!Directory.Exists(sources))
            return DistributionSource.FindTarball(directory, "linux-*.tar.*");

        var top = Directory.EnumerateDirectories(sources, "linux-*").Order(StringComparer.Ordinal).First();
        var tarball = Path.Combine(directory, "linux.tar");
        await Tool.Run(
            new ToolCall("tar", "--create", "--file", tarball, "--directory", sources, Path.GetFileName(top)), onLine,
            cancellation);
        return tarball;
    }
}
