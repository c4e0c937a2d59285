using KernelSplit.Building.Probing;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Building.Configuring;

/// <summary>The Kconfig of a kernel's source, with the environment in which kbuild would read it.</summary>
/// <param name="Tree">Symbols and menus.</param>
/// <param name="Architecture">What it was read for.</param>
/// <param name="Environment">What kbuild's conf would get, asked of the kernel's own Makefile.</param>
public sealed record KernelKconfig(KconfigTree Tree, Architecture Architecture, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Any target that ends so makes the Makefile export what it gives to conf.</summary>
    private const string Target = "kernelsplit_config";

    /// <summary>The kernel's version, as <c>make kernelversion</c> says.</summary>
    public string Version => Environment["KERNELVERSION"];

    /// <summary>Reads all Kconfig files for an architecture.</summary>
    /// <param name="source">The top of the kernel's source.</param>
    /// <param name="architecture">What to read them for.</param>
    /// <param name="tools">kbuild's <c>CROSS_COMPILE</c>: <see cref="Cross.Prefix"/> or <see cref="DummyTools"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">This is no kernel source, or its Kconfig files have mistakes.</exception>
    public static async Task<KernelKconfig> Read(string source, Architecture architecture, string tools, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(source, "Kbuild")) || !File.Exists(Path.Combine(source, "Kconfig")))
            throw new InvalidInputException(source, "this is no kernel source: it has no Kbuild and Kconfig at its top");
        var folder = Directory.CreateDirectory(Path.Combine(Cache.RootOfThisUser, "kconfig", architecture.Name)).FullName;
        var environment = await AskMake(source, architecture, tools, folder, cancellation);
        var probes = new KconfigProbes(environment, folder, KconfigProbes.FolderOfThisUser, cancellation: cancellation);
        var host = new KconfigHost
        {
            Directory = folder,
            Environment = name => ByteText.FromUtf8(environment.GetValueOrDefault(name)),
            Shell = probes.Run,
            Prefetch = probes.Prefetch,
        };
        try
        {
            return new KernelKconfig(DeepRecursion.Run(() => KconfigTree.Read("Kconfig", host)), architecture, environment);
        }
        finally
        {
            probes.Save();
        }
    }

    /// <summary>The kernel's scripts that answer as compilers of all architectures would.</summary>
    /// <exception cref="InvalidInputException">The kernel is older than these scripts.</exception>
    public static string DummyTools(string source)
    {
        var folder = Path.GetFullPath(Path.Combine(source, "scripts", "dummy-tools"));
        return Directory.Exists(folder)
            ? folder + Path.DirectorySeparatorChar
            : throw new InvalidInputException(folder, "this kernel has no tools that play compiler", "They came with 5.7; use a real compiler for an older one");
    }

    /// <summary>The tools that kbuild would use if they are here, or else the kernel's dummy tools.</summary>
    public static string AvailableTools(string source, Architecture architecture) =>
        ProgramPath.Find($"{Cross.Prefix(architecture)}gcc") is null ? DummyTools(source) : Cross.Prefix(architecture);

    /// <summary>What fragments are laid upon; see <see cref="BaseConfig.Read"/>.</summary>
    public string Base(string name) =>
        BaseConfig.Read(name, Tree, Environment["ARCH"], Environment["SRCARCH"]);

    private static async Task<IReadOnlyDictionary<string, string>> AskMake(
        string source, Architecture architecture, string tools, string folder, CancellationToken cancellation)
    {
        var call = new ToolCall("make",
        [
            "-s", "-C", source, $"O={folder}", $"ARCH={architecture.KbuildName}", $"CROSS_COMPILE={tools}",
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
            : throw new InvalidInputException(Path.Combine(source, "Makefile"), "it doesn't export what a kernel's Makefile gives to conf");
    }

    private static bool IsOfMake(string variable) =>
        variable.StartsWith("MAKE", StringComparison.Ordinal) || variable.StartsWith("MFLAGS", StringComparison.Ordinal);
}
