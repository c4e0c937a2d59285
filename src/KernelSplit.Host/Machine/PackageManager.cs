using KernelSplit.Host.Processes;

namespace KernelSplit.Host.Machine;

/// <summary>How to install packages with a distribution's package manager.</summary>
/// <param name="Program">Its command.</param>
/// <param name="Refresh">Arguments that refresh the package lists; none if installing does that.</param>
/// <param name="Install">Arguments before the package names.</param>
/// <param name="PackageOf">The package name of a need.</param>
public sealed record PackageManager(
    string Program, IReadOnlyList<string> Refresh, IReadOnlyList<string> Install, Func<Need, string> PackageOf)
{
    internal static IReadOnlyList<PackageManager> Known { get; } =
    [
        new("apt-get", ["update"], ["install", "-y", "--no-install-recommends"], need => need.Apt),
        new("dnf", [], ["install", "-y", "--setopt=install_weak_deps=False"], need => need.Dnf),
        new("zypper", [], ["--non-interactive", "install", "--no-recommends"], need => need.Zypper),
    ];

    /// <summary>Their common names, in the order of <see cref="Known"/>.</summary>
    public static string[] Names { get; } = ["apt", "dnf", "zypper"];

    /// <summary>The suffix of its package files.</summary>
    public string Suffix => this == Known[0] ? ".deb" : ".rpm";

    /// <summary>By its common name: <see cref="Names"/>.</summary>
    public static PackageManager Named(string name) => Known[Array.IndexOf(Names, name)];

    /// <summary>This machine's package manager; if several are installed, the first of apt, dnf and zypper.</summary>
    public static PackageManager? OfThisMachine() =>
        Known.FirstOrDefault(known => ProgramPath.Find(known.Program) is not null);

    public IReadOnlyList<string> Packages(IEnumerable<Need> needs) =>
        [.. needs.Select(PackageOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The command line that installs the packages with sudo.</summary>
    public string CommandFor(IEnumerable<Need> needs) => CommandFor(Packages(needs));

    /// <inheritdoc cref="CommandFor(IEnumerable{Need})"/>
    /// <param name="packages">Package names.</param>
    public string CommandFor(IReadOnlyList<string> packages)
    {
        var install = $"sudo {InstallCall(packages)}";
        return Refresh.Count == 0 ? install : $"sudo {new ToolCall(Program, Refresh)} && {install}";
    }

    /// <exception cref="ToolFailedException">The package manager failed.</exception>
    public async Task InstallNow(IReadOnlyList<Need> needs, Action<string> onLine, CancellationToken cancellation)
    {
        if (Refresh.Count > 0)
            await Tool.Run(new ToolCall(Program, Refresh) { MayOutliveUs = true }, onLine, cancellation);
        var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        await Tool.Run(
            InstallCall(Packages(needs)) with { Environment = quiet, MayOutliveUs = true }, onLine, cancellation);
    }

    private ToolCall InstallCall(IReadOnlyList<string> packages) => new(Program, [.. Install, .. packages]);
}
