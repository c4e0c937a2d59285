using KernelSplit.Host.Processes;

namespace KernelSplit.Host.Machine;

/// <summary>Finds what a machine lacks and installs it.</summary>
public static class Doctor
{
    /// <summary>The needs that aren't met.</summary>
    public static IReadOnlyList<Need> Missing(IEnumerable<Need> needs) => [.. needs.Where(need => !need.IsMet)];

    /// <summary>Installs what is missing.</summary>
    /// <param name="missing">The needs to meet.</param>
    /// <param name="onLine">Gets the package manager's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MissingToolException">We may not install here, or the package manager is unknown.</exception>
    public static async Task Install(IReadOnlyList<Need> missing, Action<string> onLine, CancellationToken cancellation)
    {
        if (missing.Count == 0)
            return;
        if (PackageManager.OfThisMachine() is not { } manager || !Environment.IsPrivilegedProcess)
            throw Unmet(missing);

        await manager.InstallNow(missing, onLine, cancellation);
        if (Missing(missing) is { Count: > 0 } still)
            throw Unmet(still);
    }

    /// <summary>The error that names what is missing and the one command that installs it.</summary>
    public static MissingToolException Unmet(IReadOnlyList<Need> missing)
    {
        var names = string.Join(", ", missing.Select(need => need.Name));
        var wayOut = PackageManager.OfThisMachine() is { } manager
            ? $"Install with: {manager.CommandFor(missing)}"
            : "None of apt-get, dnf and zypper is here: install them by hand";
        return new MissingToolException($"missing on this machine: {names}", wayOut);
    }
}
