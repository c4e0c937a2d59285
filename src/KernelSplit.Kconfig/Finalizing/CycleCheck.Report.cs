using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Finalizing;

/// <summary>Reports how a symbol depends on itself.</summary>
internal sealed partial class CycleCheck
{
    private static readonly string[] Advice =
    [
        "For a resolution refer to Documentation/kbuild/kconfig-language.rst",
        "subsection \"Kconfig recursive dependency limitations\"",
        "",
    ];

    private void ReportCycle(Symbol last)
    {
        var steps = _path;
        if (ChoiceOf(last) is { } choice)
        {
            steps = [.. _path, new Step(last)];
            last = choice;
        }

        var first = steps.FindLastIndex(step => step.Symbol == last);
        var place = last.Definitions.Count > 0 ? last.Definitions[0] : null;
        if (first < 0)
        {
            report.Error(
                place?.File ?? "", place?.Line ?? 0, "recursive dependency", ["unexpected recursive dependency error"]);
            return;
        }

        var lines = new List<string>();
        for (var i = first; i < steps.Count; i++)
        {
            var next = i + 1 < steps.Count ? steps[i + 1].Symbol : last;
            lines.AddRange(dialect.HasClassicCycles ? ClassicLines(steps[i], next, last) : Lines(steps[i], next, last));
        }

        report.Error(place?.File ?? "", place?.Line ?? 0, $"{last} depends on itself", [.. lines, .. Advice]);
    }

    private static IEnumerable<string> Lines(Step step, Symbol next, Symbol last)
    {
        if (step.Symbol == last)
            yield return "error: recursive dependency detected!";
        yield return next.IsChoice
            ? $"\tsymbol {step.Symbol} is part of choice block at {next.Definitions[0].File}:{next.Definitions[0].Line}"
            : $"\tsymbol {step.Symbol} {How(step, step.Property)} {next}";
    }

    private static IEnumerable<string> ClassicLines(Step step, Symbol next, Symbol last)
    {
        var symbol = step.Symbol;
        var isInChoice = symbol.IsChoice || symbol.IsChoiceMember;
        var property = isInChoice ? symbol.Properties[0] : step.Property
            ?? (symbol.Properties.Count > 0 ? symbol.Properties[0] : null);
        var place = $"{property?.File}:{property?.Line}";
        var menu = $"{property?.Node.File}:{property?.Node.Line}";
        if (symbol == last)
            yield return $"{place}:error: recursive dependency detected!";
        if (symbol.IsChoice)
            yield return $"{menu}:\tchoice {symbol} contains symbol {next}";
        else if (symbol.IsChoiceMember)
            yield return $"{menu}:\tsymbol {symbol} is part of choice {next}";
        else
            yield return $"{place}:\tsymbol {symbol} {How(step, property)} {next}";
    }

    private static string How(Step step, Property? property) => step.Link switch
    {
        Link.DependsOn => "depends on",
        Link.SelectedBy => "is selected by",
        Link.ImpliedBy => "is implied by",
        Link.Value => $"{PropertyKinds.NameOf(property?.Kind)} value contains",
        _ => $"{PropertyKinds.NameOf(property?.Kind)} is visible depending on",
    };
}
