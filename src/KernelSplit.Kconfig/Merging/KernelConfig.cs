using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Merging;

/// <summary>A prebuilt kernel's .config: what Kconfig decided.</summary>
public sealed partial class KernelConfig
{
    private readonly Dictionary<string, string> _values;

    private KernelConfig(string place, string? version, Dictionary<string, string> values) =>
        (Place, Version, _values) = (place, version, values);

    /// <summary>Where it is, for messages.</summary>
    public string Place { get; }

    /// <summary>
    /// The kernel's version as its third line says it; scripts/kconfig/confdata.c writes it from the mainmenu. Null
    /// where none does, as in a kernel's config that somebody filtered.
    /// </summary>
    public string? Version { get; }

    /// <summary>Null for one that kernelsplit doesn't know.</summary>
    public Architecture? Architecture =>
        Value("X86_64") == "y" ? Find("x86_64") : Value("X86_32") == "y" ? Find("i686") : Value("ARM64") == "y" ? Find(
            "aarch64") : null;

    /// <summary>A file that a user gives; fragments look alike.</summary>
    /// <exception cref="InvalidInputException">No line says that this is a .config, or one is none of a
    /// .config.</exception>
    public static KernelConfig ParseGiven(string place, IReadOnlyList<string> lines) =>
        Parse(place, lines) is { Version: not null } config ? config : throw new InvalidInputException(
            place, "not a kernel's .config: no header such as \"# Linux/x86 6.12.0 Kernel Configuration\"",
            "Give the .config that kbuild wrote, such as /boot/config-*; a fragment is only a part of one");

    /// <summary>A file that is where a kernel's .config is.</summary>
    /// <exception cref="InvalidInputException">A line is none of a .config.</exception>
    public static KernelConfig Parse(string place, IReadOnlyList<string> lines)
    {
        var header = lines.Take(10).Select(line => Header().Match(line)).FirstOrDefault(match => match.Success);
        var problems = new List<Diagnostic>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in ConfigText.Read(lines, place, problems))
            values[assignment.Symbol] = assignment.Value;
        return problems.TrueForAll(problem => problem.Severity != Severity.Error)
            ? new KernelConfig(place, header?.Groups["version"].Value, values)
            : throw new InvalidInputException(problems);
    }

    /// <summary>
    /// Every symbol's value as it is written there, without <c>CONFIG_</c>; <c>n</c> or absent: not set.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A symbol's value as it is written there; null or <c>n</c> where it isn't set.</summary>
    /// <param name="symbol">Without <c>CONFIG_</c>.</param>
    public string? Value(string symbol) => _values.GetValueOrDefault(symbol);

    private static Architecture Find(string name) => Architecture.All.Single(architecture => architecture.Name == name);

    [GeneratedRegex(@"^# Linux/\S+ (?<version>\S+) Kernel Configuration$")]
    private static partial Regex Header();
}
