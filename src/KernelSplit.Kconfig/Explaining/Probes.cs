using System.Text.RegularExpressions;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Commands of <c>$(shell,...)</c> as reasons.</summary>
internal static partial class Probes
{
    public static KconfigReason Reason(string what, string value, ShellProbe probe, string file, int line) =>
        new(KconfigReasonKind.Probe, $"{what} is {value}: {Outcome(probe)}: {CommandOf(probe)}", file, line);

    private static string Outcome(ShellProbe probe) => probe.Output switch
    {
        "y" => "this command succeeds",
        "n" => "this command fails",
        "" => "this command prints nothing",
        _ => $"this command prints {probe.Output}",
    };

    /// <summary>The command without scripts/Kconfig.include's wrapper.</summary>
    private static string CommandOf(ShellProbe probe) =>
        Wrapper().Match(probe.Command) is { Success: true } match ? match.Groups["command"].Value : probe.Command;

    [GeneratedRegex("""^\{ (trap "[^"]*" EXIT; mkdir [^;]*; )?(?<command>.*); \} ?>/dev/null 2>&1 && echo "?\w*"? \|\| echo "?\w*"?$""", RegexOptions.Singleline)]
    private static partial Regex Wrapper();
}
