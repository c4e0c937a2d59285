using System.Globalization;
using System.Text;
using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Plans;

/// <summary>Why modules are in their packages, in sentences.</summary>
internal sealed class PlanText(Plan plan)
{
    private const int MostNames = 8;

    private readonly Dictionary<string, Placement> _placements = plan.Placements.ToDictionary(placement => placement.Module, StringComparer.Ordinal);
    private readonly ILookup<string, Placement> _users = plan.Placements
        .SelectMany(user => user.Dependencies, (user, dependency) => (user, dependency))
        .ToLookup(pair => pair.dependency, pair => pair.user, StringComparer.Ordinal);

    public Placement? Find(string module) => _placements.GetValueOrDefault(ModulePath.NormalizeName(module));

    /// <summary>A module: its package, the reason down to the rules that hold it there, what it needs and who needs it.</summary>
    public string Of(Placement placement)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{placement.Module} is in {placement.Package} of {plan.Release} ({placement.Path}, {ByteSize.Format(placement.Size)})");
        foreach (var (depth, step) in Story(placement))
        {
            var subject = depth == 0 ? "" : $"{step.Module} is in {step.Package}: ";
            text.Append(' ', 2 * (depth + 1)).Append(subject).AppendLine(step.Reason.Words(step.Package));
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"It needs {Names(placement.Dependencies.Select(name => _placements.GetValueOrDefault(name)).OfType<Placement>())}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Needed by {Names(_users[placement.Module])}.");
        return text.ToString();
    }

    /// <summary>A package: what is in it, by reason, the heaviest first.</summary>
    public string Of(Package package)
    {
        var modules = plan.In(package.Name).ToList();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{package.Name} of {plan.Release}: {package.Summary}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{Count(modules)}; it requires {(package.Requires.Count == 0 ? "no other package" : string.Join(", ", package.Requires))}");
        foreach (var group in modules.GroupBy(Why).OrderByDescending(group => group.Sum(placement => placement.Size)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Count(group)}: {group.Key}");
            text.AppendLine(CultureInfo.InvariantCulture, $"    {Names(group.OrderByDescending(placement => placement.Size), withPackages: false)}");
        }

        return text.ToString();
    }

    /// <summary>The module and, while others hold it there, the first of those, down to a rule.</summary>
    public IEnumerable<(int Depth, Placement Step)> Story(Placement placement)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var depth = 0; told.Add(placement.Module); depth++)
        {
            yield return (depth, placement);
            if (placement.Reason.Modules.Count == 0 || Find(placement.Reason.Modules[0]) is not { } next)
                yield break;
            placement = next;
        }
    }

    private static string Why(Placement placement) => placement.Reason.Kind switch
    {
        ReasonKind.Rule => $"{placement.Reason.Because} ({placement.Reason.Rule})",
        ReasonKind.NeededBy when placement.Reason.Rule is null => "no rule names them; modules that need them hold them here",
        ReasonKind.NeededBy => "a rule names another package, but modules that need them can't reach that",
        ReasonKind.Needs when placement.Reason.Rule is null => "no rule names them; what they need is here",
        ReasonKind.Needs => "a rule names another package, but what they need can't be reached from that",
        _ => "no rule names them and nothing ties them to another package",
    };

    private static string Count(IEnumerable<Placement> placements)
    {
        var all = placements.ToList();
        return $"{all.Count} {(all.Count == 1 ? "module" : "modules")}, {ByteSize.Format(all.Sum(placement => placement.Size))}";
    }

    private static string Names(IEnumerable<Placement> placements, bool withPackages = true)
    {
        var all = placements.ToList();
        if (all.Count == 0)
            return "no module";
        var names = string.Join(", ", all.Take(MostNames).Select(placement => withPackages ? $"{placement.Module} ({placement.Package})" : placement.Module));
        return all.Count > MostNames ? $"{names} and {all.Count - MostNames} more" : names;
    }
}
