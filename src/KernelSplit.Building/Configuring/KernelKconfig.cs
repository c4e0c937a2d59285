using KernelSplit.Building.Probing;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Building.Configuring;

/// <summary>The Kconfig files of a kernel source, parsed in the environment that kbuild gives to conf.</summary>
/// <param name="Tree">Symbols and menus.</param>
/// <param name="Architecture">The architecture they were read for.</param>
/// <param name="Environment">What kbuild exports to conf, as the kernel's Makefile sets it.</param>
public sealed record KernelKconfig(
    KconfigTree Tree, Architecture Architecture, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A target with this suffix makes the Makefile export the variables for conf.</summary>
    private const string Target = "kernelsplit_config";

    /// <summary>
    /// Tools that kbuild doesn't look for behind CROSS_COMPILE: dummy ones answer, or are missing everywhere.
    /// </summary>
    private static readonly string[] NotPrefixed = ["pahole", "rustc", "bindgen", "python3"];

    /// <summary>The kernel's version, as <c>make kernelversion</c> says.</summary>
    public string Version => Environment["KERNELVERSION"];

    /// <summary>Reads all Kconfig files for an architecture. Runs the tree's Makefile and commands.</summary>
    /// <param name="source">The top of the kernel's source.</param>
    /// <param name="architecture">The architecture to read them for.</param>
    /// <param name="tools">kbuild's <c>CROSS_COMPILE</c>: <see cref="Cross.Prefix"/> or
    /// <see cref="DummyTools"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">
    /// This is not a kernel source, or its Kconfig files have errors.
    /// </exception>
    public static async Task<KernelKconfig> Read(
        string source, Architecture architecture, string tools, CancellationToken cancellation)
    {
        Check(source);
        var directory = Directory.CreateDirectory(
            Path.Combine(Cache.RootOfThisUser, "kconfig", architecture.Name)).FullName;
        var environment = await AskMake(source, architecture, tools, directory, cancellation);
        var probes = new KconfigProbes(
            environment, directory, KconfigProbes.DirectoryOfThisUser, cancellation: cancellation);
        try
        {
            return Read(architecture, environment, new KconfigHost
            {
                Directory = directory,
                Environment = name => ByteText.FromUtf8(environment.GetValueOrDefault(name)),
                Shell = probes.Run,
                Prefetch = probes.Prefetch,
            }, KconfigTree.CacheOfThisUser);
        }
        finally
        {
            probes.Save();
        }
    }

    /// <summary>
    /// The same for a tree that isn't trusted: runs nothing. <see cref="AssumedAnswers"/> stand in for commands.
    /// </summary>
    /// <exception cref="InvalidInputException">
    /// This is not a kernel source, or its Kconfig files have errors.
    /// </exception>
    public static KernelKconfig ReadWithoutShell(string source, Architecture architecture)
    {
        Check(source);
        var environment = AssumedEnvironment.Of(source, architecture);
        return Read(architecture, environment, new KconfigHost
        {
            Directory = Path.GetFullPath(source),
            Environment = name => ByteText.FromUtf8(environment.GetValueOrDefault(name)),
            Shell = AssumedAnswers.To,
        }, cacheDirectory: null);
    }

    private static KernelKconfig Read(
        Architecture architecture, IReadOnlyDictionary<string, string> environment, KconfigHost host,
        string? cacheDirectory) =>
        new(
            DeepRecursion.Run(() => KconfigTree.Read("Kconfig", host, cacheDirectory: cacheDirectory)),
            architecture, environment);

    private static void Check(string source)
    {
        if (!File.Exists(Path.Combine(source, "Kbuild")) || !File.Exists(Path.Combine(source, "Kconfig")))
            throw new InvalidInputException(source, "not a kernel source: no Kbuild and Kconfig at its top");
    }

    /// <summary>The kernel's scripts/dummy-tools, which replace the compilers of all architectures.</summary>
    /// <exception cref="InvalidInputException">The kernel is too old to have these scripts.</exception>
    public static string DummyTools(string source)
    {
        var directory = Path.GetFullPath(Path.Combine(source, "scripts", "dummy-tools"));
        return Directory.Exists(directory)
            ? directory + Path.DirectorySeparatorChar
            : throw new InvalidInputException(
                directory, "this kernel has no scripts/dummy-tools (added in 5.7)",
                "Install a compiler for this architecture");
    }

    /// <summary>The tools that kbuild would use if they are installed, otherwise the kernel's dummy tools.</summary>
    public static string AvailableTools(string source, Architecture architecture) =>
        ProgramPath.Find($"{Cross.Prefix(architecture)}gcc") is null ? DummyTools(source) : Cross.Prefix(architecture);

    /// <summary>The base configuration that fragments are applied to; see <see cref="BaseConfig.Read"/>.</summary>
    public string Base(string name) =>
        BaseConfig.Read(name, Tree, Environment["ARCH"], Environment["SRCARCH"]);

    private static async Task<IReadOnlyDictionary<string, string>> AskMake(
        string source, Architecture architecture, string tools, string directory, CancellationToken cancellation)
    {
        var call = new ToolCall("make",
        [
            "-s", "-C", source, $"O={directory}", $"ARCH={architecture.KbuildName}", $"CROSS_COMPILE={tools}",
            .. IsDummy(source, tools) ? NotPrefixed.Select(tool => $"{tool.ToUpperInvariant()}={tools}{tool}") : [],
            "--eval", $"{Target}: ; @env -0", Target,
        ]);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in (await Tool.Output(call, cancellation)).Split('\0'))
        {
            var (name, equals) = (variable.TrimStart('\n'), variable.IndexOf('=', StringComparison.Ordinal));
            if (equals > 0 && !IsOfMake(name))
                environment[variable[..equals].TrimStart('\n')] = variable[(equals + 1)..];
        }

        return environment.ContainsKey("KERNELVERSION") && environment.ContainsKey("SRCARCH")
            ? environment
            : throw new InvalidInputException(
                Path.Combine(source, "Makefile"),
                "doesn't export the variables that a kernel's Makefile passes to conf");
    }

    private static bool IsDummy(string source, string tools) =>
        tools == Path.GetFullPath(Path.Combine(source, "scripts", "dummy-tools")) + Path.DirectorySeparatorChar;

    /// <summary>What isn't the same in each run, or doesn't concern conf.</summary>
    private static bool IsOfMake(string variable) =>
        variable.StartsWith("MAKE", StringComparison.Ordinal)
            || variable == Tool.RunVariable
            || variable.StartsWith("MFLAGS", StringComparison.Ordinal);
}
