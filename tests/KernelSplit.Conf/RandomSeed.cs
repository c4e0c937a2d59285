using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Evaluation;

namespace KernelSplit.Conf;

/// <summary>The random seed: KCONFIG_SEED, or the time.</summary>
internal static class RandomSeed
{
    public static GlibcRandom Start(KconfigHost host)
    {
        var seed = FromEnvironment(host) ?? (uint)DateTime.UtcNow.Ticks;
        var dialect = DialectReader.Of(KconfigTree.DirectoryOf("Kconfig", host));
        (dialect.PrintsSeedToStandardError ? host.Errors : host.Output)($"KCONFIG_SEED=0x{seed:X}\n");
        return new GlibcRandom(seed);
    }

    private static uint? FromEnvironment(KconfigHost host) =>
        host.Environment("KCONFIG_SEED") is { Length: > 0 } text && Numbers.IsWhole(text)
            ? (uint)Numbers.Signed(text, 0)
            : null;
}
