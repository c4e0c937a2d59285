using System.CommandLine;

namespace KernelSplit.Cli.Inputs;

/// <summary>What fails its checks isn't published, unless somebody asks for it.</summary>
internal static class ForceOption
{
    public static Option<bool> Create() =>
        new("--force") { Description = "Write the results even if checks fail" };

    /// <summary>What a command says instead.</summary>
    public static string Withheld(string what) => $"{what}: not written, because checks failed; --force writes it";
}
