using System.Collections.Concurrent;
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
    private readonly TempDirectory _folder = new("kernelsplit-conf-");
    private readonly Dictionary<string, string> _environment;
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly string _conf;

    public KernelConf(string source, string architecture)
    {
        Source = source;
        Directory.CreateDirectory(Ours);
        Directory.CreateDirectory(Theirs);
        _conf = Path.Combine(Objects, "scripts/kconfig/conf");
        if (!File.Exists(_conf))
            Shell.Must("make", "-s", "-C", source, $"O={Objects}", "allnoconfig");
        var tools = $"{source}/scripts/dummy-tools/";
        _environment = new(StringComparer.Ordinal)
        {
            ["srctree"] = source,
            ["ARCH"] = architecture,
            ["SRCARCH"] = architecture is "i386" or "x86_64" ? "x86" : architecture,
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
    }

    public string Source { get; }

    /// <summary>The folder of the architecture's default configurations.</summary>
    public string Defconfigs => Path.Combine(Source, "arch", _environment["SRCARCH"], "configs");

    private string Objects => Path.Combine(Path.GetTempPath(), $"kernelsplit-conf-{Path.GetFileName(Source)}-{Environment.UserName}");

    private string Ours => Path.Combine(_folder.Path, "ours");

    private string Theirs => Path.Combine(_folder.Path, "theirs");

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs both and compares all that they print and write.</summary>
    /// <param name="config">The .config to begin with; none when null.</param>
    /// <param name="mode">conf's option.</param>
    /// <param name="environment">What is set besides the usual.</param>
    public void MustAgree(byte[]? config, string mode, params (string Name, string Value)[] environment)
    {
        foreach (var folder in new[] { Ours, Theirs })
        {
            Directory.Delete(folder, recursive: true);
            // conf writes no include/config when it is there.
            Directory.CreateDirectory(Path.Combine(folder, "include/config"));
            File.WriteAllText(Path.Combine(folder, "include/config/auto.conf"), "");
            if (config is not null)
                File.WriteAllBytes(Path.Combine(folder, ".config"), config);
        }

        var all = _environment.Concat(environment.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).ToDictionary();
        var theirs = Shell.Run(_conf, [mode, "Kconfig"], Theirs, all);
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var host = new KconfigHost
        {
            Directory = Ours,
            Environment = all.GetValueOrDefault,
            Shell = command => _answers.GetOrAdd(command, text => Shell.Run("sh", ["-c", text], Ours, all).Output),
            Output = text => output.Append(text),
            Errors = text => errors.Append(text),
        };

        var status = new ConfProgram(host, Stream.Null).Run([mode, "Kconfig"]);

        status.ShouldBe(theirs.ExitCode, theirs.Errors);
        ByteText.ToUtf16(output.ToString()).ShouldBe(theirs.Output);
        ByteText.ToUtf16(errors.ToString()).TrimEnd().ShouldBe(theirs.Errors.TrimEnd());
        Contents(Ours).ShouldBe(Contents(Theirs));
    }

    /// <summary>What a mode writes into .config.</summary>
    public byte[] Config(string mode, params (string Name, string Value)[] environment)
    {
        MustAgree(null, mode, environment);
        return File.ReadAllBytes(Path.Combine(Theirs, ".config"));
    }

    private static IEnumerable<string> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder, file)}\n{File.ReadAllText(file, Encoding.Latin1)}");
}
