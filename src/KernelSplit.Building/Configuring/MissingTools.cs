using KernelSplit.Host.Machine;
using KernelSplit.Kconfig.Explaining;

namespace KernelSplit.Building.Configuring;

/// <summary>Tools that Kconfig asks and that aren't installed.</summary>
public static class MissingTools
{
    /// <summary>Those for whose lack requested values are not in the final .config.</summary>
    public static IReadOnlyList<Need> Of(IEnumerable<Verdict> verdicts)
    {
        var commands = verdicts.Where(verdict => verdict.IsMissing)
            .SelectMany(verdict => verdict.Because).SelectMany(reason => reason.Roots)
            .Where(root => root.Kind == KconfigReasonKind.Probe)
            .SelectMany(root => root.Text.Split(' '))
            .ToHashSet(StringComparer.Ordinal);
        return Doctor.Missing(Need.ToConfigure.Where(need => commands.Contains(need.Name)));
    }
}
