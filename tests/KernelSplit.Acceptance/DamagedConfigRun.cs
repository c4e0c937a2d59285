using System.Collections.Concurrent;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// Compares damaged configurations: each mode gets one after the other. $KERNELSPLIT_CONF_ROUNDS is how many there are,
/// $KERNELSPLIT_CONF_SEED the first of them.
/// </summary>
internal sealed class DamagedConfigRun(string source, string architecture)
{
    public const string RoundsVariable = "KERNELSPLIT_CONF_ROUNDS";

    private const int Workers = 2;

    private static readonly (string Option, (string, string)[] Environment)[] Runs =
    [
        ("--olddefconfig", []),
        ("--savedefconfig=small", []),
        ("--olddefconfig", []),
        ("--listnewconfig", []),
        ("--olddefconfig", []),
        ("--allnoconfig", [("KCONFIG_ALLCONFIG", ".config")]),
        ("--olddefconfig", [("KCONFIG_WARN_UNKNOWN_SYMBOLS", "1")]),
        ("--mod2yesconfig", []),
        ("--olddefconfig", []),
        ("--allmodconfig", [("KCONFIG_ALLCONFIG", ".config")]),
        ("--olddefconfig", [("KCONFIG_WERROR", "1")]),
        ("--alldefconfig", [("KCONFIG_ALLCONFIG", ".config")]),
        ("--oldconfig", []),
        ("--yes2modconfig", []),
        ("--helpnewconfig", []),
        ("--randconfig", [("KCONFIG_SEED", "3"), ("KCONFIG_ALLCONFIG", ".config")]),
        ("--syncconfig", []),
    ];

    private readonly ConcurrentBag<string> _differences = [];
    private int _crashCount;

    /// <summary>How many modes there are: as many rounds run each once.</summary>
    public static int Modes => Runs.Length;

    public int Rounds { get; } = ComparedKernels.Setting(RoundsVariable) ?? Coverage.Choose(Modes, 10 * Modes);

    /// <summary>How often the kernel's conf crashed or didn't end.</summary>
    public int CrashCount => _crashCount;

    /// <summary>What differs, with its seed.</summary>
    public IReadOnlyCollection<string> Compare()
    {
        var whole = WholeConfigs();
        Parallel.For(0, Workers, worker => Compare(whole, worker));
        return _differences;
    }

    private byte[][] WholeConfigs()
    {
        using var conf = new KernelConf(source, architecture);
        return
        [
            conf.Config("--allmodconfig"),
            conf.Config("--randconfig", ("KCONFIG_SEED", "7")),
            conf.Config("--alldefconfig"),
            conf.Config("--allyesconfig"),
            conf.Config("--randconfig", ("KCONFIG_SEED", "8"), ("KCONFIG_PROBABILITY", "70:20")),
        ];
    }

    private void Compare(byte[][] whole, int worker)
    {
        // Half of the range: what follows the seed must not leave it.
        var first = ComparedKernels.Setting("KERNELSPLIT_CONF_SEED") ?? Coverage.Seed(nameof(DamagedConfigRun)) / 2;
        using var conf = new KernelConf(source, architecture) { Former = Settings(whole[worker]) };
        for (var seed = first; seed < first + Rounds; seed++)
        {
            // A mode has one worker, so that its conf starts only once.
            if (seed % Runs.Length % Workers != worker)
                continue;
            var (option, environment) = Runs[seed % Runs.Length];
            var config = DamagedConfig.Of(whole[seed % whole.Length], seed);
            if (conf.CompareQuickly(config, option, environment) is { } difference)
                _differences.Add($"seed {seed}, {option}: {difference}");
        }

        Interlocked.Add(ref _crashCount, conf.CrashCount);
    }

    private static string Settings(byte[] config) => string.Join(
        '\n',
        Encoding.Latin1.GetString(config).Split('\n').Where(line => line.StartsWith("CONFIG_", StringComparison.Ordinal)));
}
