using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// Compares damaged configurations: each mode gets one after the other. $KERNELSPLIT_CONF_ROUNDS is how many there are,
/// $KERNELSPLIT_CONF_SEED the first of them.
/// </summary>
internal sealed class DamagedConfigRun(string source, string architecture) : IDisposable
{
    public const string RoundsVariable = "KERNELSPLIT_CONF_ROUNDS";

    private static readonly ConfRun[] Runs =
    [
        new("--olddefconfig"),
        new("--savedefconfig=small"),
        new("--olddefconfig"),
        new("--listnewconfig"),
        new("--olddefconfig"),
        new("--allnoconfig", ("KCONFIG_ALLCONFIG", ".config")),
        new("--olddefconfig", ("KCONFIG_WARN_UNKNOWN_SYMBOLS", "1")),
        new("--mod2yesconfig"),
        new("--olddefconfig"),
        new("--allmodconfig", ("KCONFIG_ALLCONFIG", ".config")),
        new("--olddefconfig", ("KCONFIG_WERROR", "1")),
        new("--alldefconfig", ("KCONFIG_ALLCONFIG", ".config")),
        new("--oldconfig"),
        new("--yes2modconfig"),
        new("--helpnewconfig"),
        new("--randconfig", ("KCONFIG_SEED", "3"), ("KCONFIG_ALLCONFIG", ".config")),
        new("--syncconfig"),
    ];

    private static readonly ConfRun[] WholeConfigs =
    [
        new("--allmodconfig"),
        new("--randconfig", ("KCONFIG_SEED", "7")),
        new("--alldefconfig"),
        new("--allyesconfig"),
        new("--randconfig", ("KCONFIG_SEED", "8"), ("KCONFIG_PROBABILITY", "70:20")),
    ];

    private readonly ConfPair _pair = new(source, architecture, ConfLimits.WholeTree);

    /// <summary>How many modes there are: as many rounds run each once.</summary>
    public static int Modes => Runs.Length;

    public int Rounds { get; } = ComparedKernels.Setting(RoundsVariable) ?? Coverage.Choose(Modes, 10 * Modes);

    /// <summary>How often the kernel's conf crashed or didn't end.</summary>
    public int CrashCount => _pair.CrashCount;

    public void Dispose() => _pair.Dispose();

    /// <summary>What differs, with its seed.</summary>
    public IReadOnlyList<string> Compare()
    {
        var whole = new byte[WholeConfigs.Length][];
        var differences = _pair.Compare(Enumerable.Range(0, whole.Length).ToList(), (conf, i) =>
        {
            var difference = conf.Compare(null, WholeConfigs[i].Option, WholeConfigs[i].Environment);
            whole[i] = conf.Config;
            return difference;
        });
        return differences.Count > 0 ? differences : Compare(whole);
    }

    private IReadOnlyList<string> Compare(byte[][] whole)
    {
        // Half of the range: what follows the seed must not leave it.
        var first = ComparedKernels.Setting("KERNELSPLIT_CONF_SEED") ?? Coverage.Seed(nameof(DamagedConfigRun)) / 2;
        _pair[0].Former = Settings(whole[0]);
        _pair[1].Former = Settings(whole[1]);
        // A mode is compared by one of the two, so that its conf starts only once.
        return _pair.Compare(
            Enumerable.Range(first, Rounds).ToList(),
            (conf, seed) => CompareDamaged(conf, whole[seed % whole.Length], seed),
            lane: seed => seed % Runs.Length);
    }

    private static string? CompareDamaged(KernelConf conf, byte[] whole, int seed)
    {
        var run = Runs[seed % Runs.Length];
        var difference = conf.CompareQuickly(DamagedConfig.Of(whole, seed), run.Option, run.Environment);
        return difference is null ? null : $"{run}: {difference}";
    }

    private static string Settings(byte[] config)
    {
        var lines = Encoding.Latin1.GetString(config).Split('\n');
        return string.Join('\n', lines.Where(line => line.StartsWith("CONFIG_", StringComparison.Ordinal)));
    }
}
