using System.Collections.Concurrent;
using System.Text;
using KernelSplit.Conf;
using KernelSplit.Kconfig;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's own scripts/kconfig/conf, and ours, with the environment that make gives it. The kernel's
/// scripts/dummy-tools answer for the compiler of any architecture.
/// </summary>
internal sealed class KernelConf : IDisposable
{
    private static readonly ConcurrentDictionary<string, string> Versions = new(StringComparer.Ordinal);

    private readonly TempDirectory _directory = new("kernelsplit-conf-");
    private readonly Dictionary<string, string> _environment;
    private readonly Dictionary<string, ConfServer> _servers = [];
    private readonly ShimmedConf _conf;
    private readonly KconfigHost _host;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private Dictionary<string, string> _current;
    private KconfigTree? _tree;
    private string? _printed;

    /// <param name="source">The top of a kernel's source.</param>
    /// <param name="architecture">The kernel's ARCH.</param>
    /// <param name="hasShell">Whether commands are run; else all they print is nothing.</param>
    /// <param name="limits">When the kernel's conf is ended; those for a whole tree when null.</param>
    public KernelConf(string source, string architecture, bool hasShell = true, ConfLimits? limits = null)
    {
        Source = source;
        Directory.CreateDirectory(Ours);
        Directory.CreateDirectory(Theirs);
        _current = _environment = EnvironmentOf(source, architecture);
        var answers = ShellAnswers.DirectoryOf(source, architecture);
        var shell = new ShellAnswers(answers, _environment);
        _conf = new ShimmedConf(source, hasShell ? answers : null, limits ?? ConfLimits.WholeTree);
        // Commands of damaged files must not run, so this tells before the first of them whether the shim is loaded.
        _conf.Run(["--help"], Theirs, _environment);
        _host = new KconfigHost
        {
            Directory = Ours,
            Environment = name => _current.GetValueOrDefault(name),
            Shell = command => hasShell ? shell.Of(command) : "",
            Prefetch = (command, _) => hasShell ? shell.Of(command) : "",
            Output = text => _output.Append(text),
            Errors = text => _errors.Append(text),
        };
    }

    public string Source { get; }

    /// <summary>What include/config/auto.conf has before.</summary>
    public string Former { get; set; } = "";

    /// <summary>Files to begin with, by name, besides .config.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>How often the kernel's conf crashed or didn't end: nothing to compare with.</summary>
    public int CrashCount { get; private set; }

    /// <summary>The default configurations of the architecture.</summary>
    public IEnumerable<string> Defconfigs => Directory
        .GetFiles(
            Path.Combine(Source, "arch", _environment["SRCARCH"], "configs"), "*defconfig", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);

    /// <summary>
    /// What is read of unchanged Kconfig files is read once; from the second comparison on, the tree is that of the
    /// cache.
    /// </summary>
    private string Trees => Path.Combine(_directory.Path, "trees");

    private string Ours => Path.Combine(_directory.Path, "ours");

    private string Theirs => Path.Combine(_directory.Path, "theirs");

    public void Dispose()
    {
        foreach (var server in _servers.Values)
            server.Dispose();
        _directory.Dispose();
    }

    /// <summary>What the last comparison left in .config.</summary>
    public byte[] Config => File.ReadAllBytes(Path.Combine(Theirs, ".config"));

    /// <summary>Runs both and compares all that they print and write.</summary>
    /// <param name="config">The .config to begin with; none when null.</param>
    /// <param name="mode">conf's option.</param>
    /// <param name="environment">What is set besides the usual.</param>
    /// <returns>What differs; null when nothing does.</returns>
    public string? Compare(byte[]? config, string mode, params (string Name, string Value)[] environment)
    {
        Prepare(config, environment);
        var theirs = _conf.Run([mode, "Kconfig"], Theirs, _current);
        if (IsCrash(theirs))
            return null;
        _output.Clear();
        _errors.Clear();
        var program = new ConfProgram(_host, Stream.Null) { Trees = Trees };
        return DifferenceFrom(theirs, program.Run([mode, "Kconfig"]));
    }

    /// <summary>
    /// The same as <see cref="Compare"/> for many configurations, with Kconfig files that are read only once.
    /// </summary>
    /// <returns>What differs; null when nothing does.</returns>
    public string? CompareQuickly(byte[] config, string mode, params (string Name, string Value)[] environment)
    {
        Prepare(config, environment);
        var key = $"{mode} {string.Join(' ', environment)}";
        if (!_servers.TryGetValue(key, out var server))
            _servers[key] = server = new ConfServer(_conf, [mode, "Kconfig"], Theirs, _current);
        var theirs = server.Run(Theirs);
        if (IsCrash(theirs))
            return null;
        _output.Clear();
        _tree ??= KconfigTree.Read("Kconfig", _host, cacheDirectory: Trees);
        _printed ??= _output.ToString();
        _output.Clear().Append(_printed);
        _errors.Clear();
        return DifferenceFrom(theirs, new ConfProgram(_host, Stream.Null).Run([mode, "Kconfig"], _tree));
    }

    private void Prepare(byte[]? config, (string Name, string Value)[] environment)
    {
        _current = new(_environment);
        foreach (var (name, value) in environment)
            _current.Add(name, value);
        foreach (var directory in new[] { Ours, Theirs })
        {
            Directory.Delete(directory, recursive: true);
            // conf writes no include/config when it exists.
            Directory.CreateDirectory(Path.Combine(directory, "include/config"));
            File.WriteAllText(Path.Combine(directory, "include/config/auto.conf"), Former);
            foreach (var (name, content) in Files)
                File.WriteAllBytes(Path.Combine(directory, name), content);
            if (config is not null)
                File.WriteAllBytes(Path.Combine(directory, ".config"), config);
        }
    }

    private bool IsCrash(Ended theirs)
    {
        if (theirs.ExitCode >= 0)
            return false;
        CrashCount++;
        return true;
    }

    private string? DifferenceFrom(Ended theirs, int status) =>
        ConfDifference.Of((theirs, Theirs), (new Ended(status, _output.ToString(), _errors.ToString()), Ours));

    private static Dictionary<string, string> EnvironmentOf(string source, string architecture)
    {
        var tools = $"{source}/scripts/dummy-tools/";
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["srctree"] = source,
            ["ARCH"] = architecture,
            ["SRCARCH"] = SourceArchitecture(source, architecture),
            ["KERNELVERSION"] = Versions.GetOrAdd(
                source, _ => Shell.Must("make", "-s", "-C", source, "kernelversion").Output.Trim()),
            ["CROSS_COMPILE"] = tools,
            ["CC"] = $"{tools}gcc",
            ["LD"] = $"{tools}ld",
            ["AR"] = $"{tools}ar",
            ["NM"] = $"{tools}nm",
            ["OBJCOPY"] = $"{tools}objcopy",
            ["CC_VERSION_TEXT"] = "gcc (GCC) 20.0.0",
            ["RUSTC"] = "rustc",
            ["BINDGEN"] = "bindgen",
            ["PAHOLE"] = "pahole",
            ["PYTHON3"] = "python3",
            ["LC_ALL"] = "C",
        };
        // Commands are found, rustc's too; nothing else of whoever runs the tests may matter.
        foreach (var name in new[] { "PATH", "HOME" })
            environment[name] = Environment.GetEnvironmentVariable(name) ?? "";
        return environment;
    }

    private static string SourceArchitecture(string source, string architecture)
    {
        if (Directory.Exists(Path.Combine(source, "arch", architecture)))
            return architecture;
        var family = architecture.TrimEnd([.. "0123456789"]);
        return Directory.Exists(Path.Combine(source, "arch", family)) ? family : "x86";
    }
}
