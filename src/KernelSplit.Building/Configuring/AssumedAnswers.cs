using System.Text.RegularExpressions;

namespace KernelSplit.Building.Configuring;

/// <summary>
/// What the commands of <c>$(shell,...)</c> would print if a compiler that knows everything were asked, as a kernel's
/// scripts/dummy-tools answer. No command is run.
/// </summary>
internal static partial class AssumedAnswers
{
    /// <summary>Scripts of the kernel, with what they print for new tools.</summary>
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["cc-version.sh"] = "GCC 200000",
        ["gcc-version.sh"] = "200000",
        ["clang-version.sh"] = "0",
        ["as-version.sh"] = "GNU 25000",
        ["ld-version.sh"] = "BFD 25000",
        ["lld-version.sh"] = "0",
        ["pahole-version.sh"] = "9999",
    };

    /// <summary>There is no Rust; and no compiler may redefine a type's size (CC_HAS_INT128).</summary>
    private static readonly string[] Denied = ["rust", "bindgen", "__SIZEOF_INT128__=0"];

    public static string To(string command)
    {
        if (Choice().Match(command) is { Success: true } choice)
            return Holds(choice.Groups["question"].Value) ? choice.Groups["yes"].Value : choice.Groups["no"].Value;
        if (Field().Match(command) is { Success: true } field)
        {
            var fields = field.Groups["fields"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.ElementAtOrDefault(field.Groups["number"].Value[0] - '1') ?? "0";
        }

        var script = Path.GetFileName(command.Split(' ')[0]);
        return Scripts.GetValueOrDefault(script, "0");
    }

    /// <summary>Comparisons are made; whatever else is asked, the tools can do it.</summary>
    private static bool Holds(string question) =>
        Comparison().Match(question) is { Success: true } comparison
            ? comparison.Groups["left"].Value == comparison.Groups["right"].Value
        : Empty().Match(question) is { Success: true } empty ? empty.Groups["text"].Value.Length == 0
        : !Denied.Any(denied => question.Contains(denied, StringComparison.Ordinal))
            && (NumberComparison().Match(question) is not { Success: true } numbers
            || Compare(numbers.Groups["operator"].Value, numbers.Groups["left"].Value, numbers.Groups["right"].Value));

    private static bool Compare(string comparison, string left, string right)
    {
        var order = long.TryParse(left, out var one) && long.TryParse(right, out var other) ? one.CompareTo(other) : 0;
        return comparison switch
        {
            "ge" => order >= 0,
            "gt" => order > 0,
            "le" => order <= 0,
            "lt" => order < 0,
            "ne" => order != 0,
            _ => order == 0,
        };
    }

    // scripts/Kconfig.include, if-success.
    [GeneratedRegex(
        """^\{ (?<question>.*); \} ?>/dev/null 2>&1 && echo "?(?<yes>[^"]*?)"? \|\| echo "?(?<no>[^"]*?)"?$""",
        RegexOptions.Singleline)]
    private static partial Regex Choice();

    [GeneratedRegex("""^set -- (?<fields>[^&]*) && echo \$(?<number>[1-9])$""")]
    private static partial Regex Field();

    [GeneratedRegex("""^(?:test|\[) "?(?<left>[^" ]*)"? = "?(?<right>[^" ]*)"?(?: \])?$""")]
    private static partial Regex Comparison();

    [GeneratedRegex("""^test -z "(?<text>[^"]*)"$""")]
    private static partial Regex Empty();

    [GeneratedRegex("""^(?:test|\[) "?(?<left>\d*)"? -(?<operator>ge|gt|le|lt|eq|ne) "?(?<right>\d*)"?(?: \])?$""")]
    private static partial Regex NumberComparison();
}
