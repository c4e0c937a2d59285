using System.Text.RegularExpressions;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Projects;

/// <summary><c>build:</c> of kernelsplit.yaml: what stands between make and the compiler.</summary>
/// <param name="Cache"><c>ccache</c> or <c>none</c>; null for ccache where it is installed.</param>
/// <param name="Distribute"><c>distcc</c> or <c>icecc</c>; null to compile on this machine.</param>
/// <param name="Hosts">
/// distcc's hosts, <c>host:port/jobs</c> (distcc(1), "host specifications"); for icecc the scheduler's.
/// </param>
public sealed partial record BuildSettings(string? Cache, string? Distribute, IReadOnlyList<string> Hosts)
{
    /// <summary>What none is asked for.</summary>
    public static readonly BuildSettings Default = new(null, null, []);

    public static readonly IReadOnlyList<string> Caches = ["ccache", "none"];
    public static readonly IReadOnlyList<string> Distributors = ["distcc", "icecc"];

    /// <summary>Why this can't be what is wanted; null if it can.</summary>
    public string? Mistake =>
        Cache is not null && !Caches.Contains(Cache)
            ? $"no cache \"{Cache}\": known are {string.Join(" and ", Caches)}"
            : Distribute is not null && !Distributors.Contains(Distribute)
                ? $"can't distribute by \"{Distribute}\": known are {string.Join(" and ", Distributors)}"
                : Hosts.FirstOrDefault(host => !Host().IsMatch(host)) is { } host
                    ? $"\"{host}\" is no host: write NAME, NAME:PORT or NAME/JOBS"
                    : Hosts.Count > 0 && Distribute is null
                        ? "hosts are given, but not by what to distribute: distcc or icecc"
                        : Distribute == "distcc" && Hosts.Count == 0
                            ? "distcc needs hosts"
                            : Distribute == "icecc" && Hosts.Count > 1 ? "icecc has one host, the scheduler's" : null;

    /// <summary>These, where they say something, and the project's where they don't.</summary>
    /// <exception cref="InvalidInputException">They don't go together.</exception>
    public BuildSettings Over(BuildSettings project, string file)
    {
        var both = new BuildSettings(
            Cache ?? project.Cache, Distribute ?? project.Distribute, Hosts.Count > 0 ? Hosts : project.Hosts);
        return both.Mistake is { } mistake ? throw new InvalidInputException(file, mistake) : both;
    }

    internal static BuildSettings Read(YamlReader reader, YamlValue? node)
    {
        if (node is null)
            return Default;
        var fields = reader.Fields(node, "cache", "distribute", "hosts");
        var settings = new BuildSettings(
            fields.Optional("cache"), fields.Optional("distribute"), fields.Texts("hosts"));
        if (settings.Mistake is { } mistake)
            reader.Error(node, mistake);
        return settings;
    }

    // Neither an option of distcc's nor a command for ssh: what a project file names isn't run.
    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[0-9]{1,4})?(,lzo)?$")]
    private static partial Regex Host();
}
