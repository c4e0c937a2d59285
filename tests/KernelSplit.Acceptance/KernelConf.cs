using System.Text;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Conf;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's own scripts/kconfig/conf, and ours, with the environment that make gives it. The kernel's
/// scripts/dummy-tools answer for the compiler of any architecture.
/// </summary>
internal sealed class KernelConf : IDisposable
{
    private const string Patience = "60";
    private const string PatienceWithoutShell = "5";

    /// <summary>What timeout(1) says of a program that it ended, or that a signal ended.</summary>
    private const int HasNotEnded = 124;

    private readonly TempDirectory _folder = new("kernelsplit-conf-");
    private readonly Dictionary<string, string> _environment;
    private readonly Dictionary<string, ConfServer> _servers = [];
    private readonly string _conf;
    private readonly string _patience;
    private readonly KconfigHost _host;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private Dictionary<string, string> _current;
    private KconfigTree? _tree;
    private string? _printed;

    /// <param name="source">The top of a kernel's source.</param>
    /// <param name="architecture">The kernel's ARCH.</param>
    /// <param name="hasShell">Whether commands are run; else all they print is nothing.</param>
    public KernelConf(string source, string architecture, bool hasShell = true)
    {
        Source = source;
        Directory.CreateDirectory(Ours);
        Directory.CreateDirectory(Theirs);
        _conf = ConfOf(source);
        _patience = hasShell ? Patience : PatienceWithoutShell;
        var tools = $"{source}/scripts/dummy-tools/";
        var answers = Directory.CreateDirectory(Path.Combine(ObjectsOf(source), "answers", architecture)).FullName;
        _environment = new(StringComparer.Ordinal)
        {
            ["srctree"] = source,
            ["ARCH"] = architecture,
            ["SRCARCH"] = SourceArchitecture(architecture),
            ["KERNELVERSION"] = Shell.Must("make", "-s", "-C", source, "kernelversion").Output.Trim(),
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
        var shell = new ShellAnswers(answers, new Dictionary<string, string>(_environment));
        _environment["LD_PRELOAD"] = Shim(ObjectsOf(source));
        if (hasShell)
            _environment["CONF_ANSWERS"] = answers;
        _current = _environment;
        _host = new KconfigHost
        {
            Directory = Ours,
            Environment = name => _current.GetValueOrDefault(name),
            Shell = command => hasShell ? shell.Of(command) : "",
            Output = text => _output.Append(text),
            Errors = text => _errors.Append(text),
        };
    }

    public string Source { get; }

    /// <summary>What include/config/auto.conf has before.</summary>
    public string Former { get; init; } = "";

    /// <summary>Files to begin with, by name, besides .config.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>How often the kernel's conf crashed or didn't end: nothing to compare with.</summary>
    public int CrashCount { get; private set; }

    /// <summary>The default configurations of the architecture.</summary>
    public IEnumerable<string> Defconfigs => Directory.GetFiles(Path.Combine(Source, "arch", _environment["SRCARCH"], "configs"), "*defconfig", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);

    private string Ours => Path.Combine(_folder.Path, "ours");

    private string Theirs => Path.Combine(_folder.Path, "theirs");

    /// <summary>A kernel's conf, built when it isn't yet.</summary>
    public static string ConfOf(string source)
    {
        var conf = Path.Combine(ObjectsOf(source), "scripts/kconfig/conf");
        if (!File.Exists(conf))
            Shell.Must("make", "-s", "-C", source, $"O={ObjectsOf(source)}", "allnoconfig");
        return conf;
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values)
            server.Dispose();
        _folder.Dispose();
    }

    /// <summary>Runs both and compares all that they print and write.</summary>
    /// <param name="config">The .config to begin with; none when null.</param>
    /// <param name="mode">conf's option.</param>
    /// <param name="environment">What is set besides the usual.</param>
    public void MustAgree(byte[]? config, string mode, params (string Name, string Value)[] environment) =>
        Compare(config, mode, environment).ShouldBeNull();

    /// <summary>The same as <see cref="MustAgree"/>.</summary>
    /// <returns>What differs; null when nothing does.</returns>
    public string? Compare(byte[]? config, string mode, params (string Name, string Value)[] environment)
    {
        Prepare(config);
        _current = With(environment);
        var status = Shell.Run("sh", ["-c", "exec timeout \"$@\" >../output 2>../errors", "sh", _patience, _conf, mode, "Kconfig"], Theirs, _current).ExitCode;
        if (status >= HasNotEnded)
        {
            CrashCount++;
            return null;
        }

        var theirs = new Ended(status, Printed("output"), Printed("errors"));
        _output.Clear();
        _errors.Clear();
        status = new ConfProgram(_host, Stream.Null).Run([mode, "Kconfig"]);
        return Difference(theirs, new Ended(status, _output.ToString(), _errors.ToString()));
    }

    /// <summary>The same as <see cref="MustAgree"/> for many configurations, with Kconfig files that are read only once.</summary>
    /// <returns>What differs; null when nothing does.</returns>
    public string? CompareQuickly(byte[] config, string mode, params (string Name, string Value)[] environment)
    {
        Prepare(config);
        _current = With(environment);
        var key = $"{mode} {string.Join(' ', environment)}";
        if (!_servers.TryGetValue(key, out var server))
            _servers[key] = server = new ConfServer(_conf, [mode, "Kconfig"], Theirs, _current);
        var theirs = server.Run(Theirs);
        if (theirs.ExitCode < 0)
        {
            CrashCount++;
            return null;
        }

        _output.Clear();
        _tree ??= KconfigTree.Read("Kconfig", _host);
        _printed ??= _output.ToString();
        _output.Clear().Append(_printed);
        _errors.Clear();
        var status = new ConfProgram(_host, Stream.Null).Run([mode, "Kconfig"], _tree);
        return Difference(theirs, new Ended(status, _output.ToString(), _errors.ToString()));
    }

    /// <summary>What a mode writes into .config.</summary>
    public byte[] Config(string mode, params (string Name, string Value)[] environment)
    {
        MustAgree(null, mode, environment);
        return File.ReadAllBytes(Path.Combine(Theirs, ".config"));
    }

    private Dictionary<string, string> With((string Name, string Value)[] environment) =>
        _environment.Concat(environment.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).ToDictionary();

    private void Prepare(byte[]? config)
    {
        foreach (var folder in new[] { Ours, Theirs })
        {
            Directory.Delete(folder, recursive: true);
            // conf writes no include/config when it is there.
            Directory.CreateDirectory(Path.Combine(folder, "include/config"));
            File.WriteAllText(Path.Combine(folder, "include/config/auto.conf"), Former);
            foreach (var (name, content) in Files)
                File.WriteAllBytes(Path.Combine(folder, name), content);
            if (config is not null)
                File.WriteAllBytes(Path.Combine(folder, ".config"), config);
        }
    }

    private string Printed(string name) => File.ReadAllText(Path.Combine(_folder.Path, name), Encoding.Latin1);

    private string? Difference(Ended theirs, Ended ours)
    {
        if (ours.ExitCode != theirs.ExitCode)
            return $"exit status {ours.ExitCode} instead of {theirs.ExitCode}\n{theirs.Errors}";
        var difference = FirstDifference("standard output", theirs.Output, ours.Output)
            ?? FirstDifference("standard error", theirs.Errors, ours.Errors);
        if (difference is not null)
            return difference;
        var (left, right) = (Contents(Theirs), Contents(Ours));
        return FirstDifference("list of files", string.Join('\n', left.Keys), string.Join('\n', right.Keys))
            ?? left.Keys.Select(name => FirstDifference(name, left[name], right[name])).FirstOrDefault(text => text is not null);
    }

    private static string? FirstDifference(string what, string theirs, string ours)
    {
        if (ours == theirs)
            return null;
        var (left, right) = (theirs.Split('\n'), ours.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return $"{what}, line {line + 1}:\n  theirs: {Visible(left)}\n  ours:   {Visible(right)}";

        string Visible(string[] lines) =>
            string.Concat((lines.ElementAtOrDefault(line) ?? "(end)").Select(c => c is >= ' ' and < '\x7f' ? $"{c}" : $"\\x{(int)c:x2}"));
    }

    private static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => File.ReadAllText(file, Encoding.Latin1)),
        StringComparer.Ordinal);

    private string SourceArchitecture(string architecture)
    {
        if (Directory.Exists(Path.Combine(Source, "arch", architecture)))
            return architecture;
        var family = architecture.TrimEnd([.. "0123456789"]);
        return Directory.Exists(Path.Combine(Source, "arch", family)) ? family : "x86";
    }

    private static string ObjectsOf(string source) =>
        Path.Combine(Path.GetTempPath(), $"kernelsplit-conf-{Path.GetFileName(source)}-{Environment.UserName}");

    private static string Shim(string folder)
    {
        var shim = Path.Combine(folder, "conf-shim.so");
        var partial = $"{shim}.{Guid.NewGuid()}";
        Shell.Must("cc", "-shared", "-fPIC", "-O1", "-o", partial, Path.Combine(AppContext.BaseDirectory, "conf-shim.c"), "-ldl");
        File.Move(partial, shim, overwrite: true);
        return shim;
    }
}
