using System.Text.RegularExpressions;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Commands of <c>$(shell,...)</c>, in words.</summary>
internal static partial class Probes
{
    public static Reason Reason(string what, string value, Probe probe, string file, int line) =>
        new(ReasonKind.Probe, $"{what} is {value}: {Outcome(probe)}: {CommandOf(probe)}", file, line);

    private static string Outcome(Probe probe) => probe.Answer switch
    {
        "y" => "this command succeeds",
        "n" => "this command fails",
        "" => "this command prints nothing",
        _ => $"this command prints {probe.Answer}",
    };

    /// <summary>The command without what scripts/Kconfig.include wraps around it.</summary>
    private static string CommandOf(Probe probe) =>
        Wrapper().Match(probe.Command) is { Success: true } match ? match.Groups["command"].Value : probe.Command;

    [GeneratedRegex("""^\{ (trap "[^"]*" EXIT; mkdir [^;]*; )?(?<command>.*); \} ?>/dev/null 2>&1 && echo "?\w*"? \|\| echo "?\w*"?$""", RegexOptions.Singleline)]
    private static partial Regex Wrapper();
}
