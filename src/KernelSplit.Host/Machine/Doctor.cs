using KernelSplit.Host.Processes;

namespace KernelSplit.Host.Machine;

/// <summary>Finds missing programs and files and installs them.</summary>
public static class Doctor
{
    /// <summary>The needs that this machine doesn't meet.</summary>
    public static IReadOnlyList<Need> Missing(IEnumerable<Need> needs) => [.. needs.Where(need => !need.IsMet)];

    /// <summary>Installs what is missing.</summary>
    /// <param name="missing">The needs to meet.</param>
    /// <param name="onLine">Gets the package manager's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MissingToolException">We aren't root, or the package manager is unknown.</exception>
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

    /// <summary>The error that lists what is missing and the command that installs it.</summary>
    public static MissingToolException Unmet(IReadOnlyList<Need> missing)
    {
        var names = string.Join(", ", missing.Select(need => need.Name));
        return new MissingToolException($"missing on this machine: {names}", HowToInstall(missing));
    }

    /// <summary>The command that installs what is missing, by this machine's package manager.</summary>
    public static string HowToInstall(IReadOnlyList<Need> missing) =>
        PackageManager.OfThisMachine() is { } manager
            ? $"Install with: {manager.CommandFor(missing)}"
            : "Found none of apt-get, dnf and zypper; install them manually";
}
