using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Building.Builds;

/// <summary>
/// What stands between make and the compiler: ccache, distcc, icecc. It works as their masquerade directories do: make
/// finds a link called gcc first in PATH. So the commands that kbuild remembers stay the same, and an interrupted build
/// resumes whichever way it began.
/// </summary>
public sealed class CompilerLauncher
{
    private readonly string? _ccacheLog;
    private readonly Distributor? _distributor;

    private CompilerLauncher(
        IReadOnlyDictionary<string, string> environment, int? jobs, string? ccacheLog, Distributor? distributor)
    {
        Environment = environment;
        Jobs = jobs;
        _ccacheLog = ccacheLog;
        _distributor = distributor;
    }

    /// <summary>The compiler alone.</summary>
    public static CompilerLauncher None { get; } = new(new Dictionary<string, string>(), null, null, null);

    /// <summary>Variables for make.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>How many jobs the machines together can run; null if that is this machine's business.</summary>
    public int? Jobs { get; }

    /// <summary>The programs that the settings ask for.</summary>
    public static IReadOnlyList<Need> Needs(BuildSettings settings) =>
    [
        .. settings.Cache == "ccache" ? [Need.Ccache] : Array.Empty<Need>(),
        .. settings.Distribute switch
        {
            "distcc" => [Need.Distcc],
            "icecc" => [Need.Icecc],
            _ => Array.Empty<Need>(),
        },
    ];

    /// <summary>Finds what the settings ask for, and asks the other machines whether they have the same compiler.
    /// </summary>
    /// <param name="settings">What to use.</param>
    /// <param name="architecture">What is compiled for.</param>
    /// <param name="directory">An empty directory, or that of an interrupted build.</param>
    /// <param name="baseDirectory">Below it are sources and objects: ccache knows them by their relative paths.</param>
    /// <param name="notice">Gets a sentence about each machine that can't be used.</param>
    /// <param name="cancellation">Stops the questions.</param>
    /// <exception cref="MissingToolException">No other machine can be used.</exception>
    public static async Task<CompilerLauncher> Create(
        BuildSettings settings, Architecture architecture, string directory, string baseDirectory,
        Action<string> notice, CancellationToken cancellation)
    {
        var ccache = settings.Cache == "none" ? null : ProgramPath.Find(Need.Ccache.Name);
        if (ccache is null && settings.Distribute is null)
            return None;

        var links = Directory.CreateDirectory(Path.Combine(directory, "bin")).FullName;
        var distributor = settings.Distribute is null
            ? null
            : await Distributor.Create(settings, Cross.Prefix(architecture) + "gcc", directory, notice, cancellation);
        foreach (var compiler in new[] { "gcc", $"{Cross.Prefix(architecture)}gcc" })
        {
            var link = Path.Combine(links, compiler);
            File.Delete(link);
            File.CreateSymbolicLink(link, ccache ?? distributor!.Program);
        }

        var environment = new Dictionary<string, string>(distributor?.Variables ?? new Dictionary<string, string>())
        {
            ["PATH"] = $"{links}:{System.Environment.GetEnvironmentVariable("PATH")}",
        };
        if (ccache is null)
            return new CompilerLauncher(environment, distributor?.Jobs, null, distributor);
        var log = Path.Combine(directory, "ccache.log");
        environment["CCACHE_STATSLOG"] = log;
        if (distributor is not null)
            environment["CCACHE_PREFIX"] = distributor.Program;
        foreach (var (name, value) in CcacheSettings(baseDirectory))
        {
            // What the user has set stays.
            if (System.Environment.GetEnvironmentVariable(name) is null)
                environment[name] = value;
        }

        return new CompilerLauncher(environment, distributor?.Jobs, log, distributor);
    }

    /// <summary>
    /// ccache(1): another directory for the same sources isn't another input (the modules are stripped of the debugging
    /// information that names it); kbuild makes <c>__DATE__</c> an error (-Werror=date-time); a compiler is known by
    /// its
    /// content, and no preprocessor runs twice, because kbuild asks for the list of headers.
    /// </summary>
    private static Dictionary<string, string> CcacheSettings(string baseDirectory) => new()
    {
        ["CCACHE_BASEDIR"] = baseDirectory,
        ["CCACHE_NOHASHDIR"] = "1",
        ["CCACHE_SLOPPINESS"] = "time_macros",
        ["CCACHE_COMPILERCHECK"] = "content",
        ["CCACHE_DEPEND"] = "1",
    };

    /// <summary>
    /// Where objects came from: "1400 from ccache, 200 compiled on 10.0.0.5"; empty if all from here.
    /// </summary>
    public string Report()
    {
        var parts = new List<string>();
        if (_ccacheLog is not null && File.Exists(_ccacheLog))
        {
            // One line for each result of ccache --print-stats.
            var hits = File.ReadLines(_ccacheLog).Count(line => line is "direct_cache_hit" or "preprocessed_cache_hit");
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{hits} from ccache"));
        }

        if (_distributor is not null)
            parts.AddRange(_distributor.Compiled().Select(host => string.Create(
                CultureInfo.InvariantCulture, $"{host.Count} compiled on {host.Name}")));
        return string.Join(", ", parts);
    }
}
