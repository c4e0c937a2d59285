using KernelSplit.Foundation;
using KernelSplit.Host.Qemu;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Support;

/// <summary>A <see cref="SupportTable"/> as text, for the terminal and for Markdown.</summary>
/// <param name="table">The table.</param>
/// <param name="all">Whether modules that every kernel has get a row each.</param>
public sealed class SupportGrid(SupportTable table, bool all)
{
    private readonly IReadOnlyList<string?> _onlyPackages =
        [.. table.Kernels.Select((_, kernel) => OnlyPackage(table, kernel))];

    /// <summary>The kernels, and what is known of each.</summary>
    public IEnumerable<string> Kernels => table.Kernels.Select((kernel, i) =>
        $"{kernel.Name}: {kernel.Architecture?.Name ?? "unknown architecture"}, "
        + $"{(kernel.Tree is null ? "no modules" : $"{kernel.Tree.Modules.Count} modules")}"
        + $"{(_onlyPackages[i] is { } package ? $" in {package}" : "")}, "
        + (kernel.Config is { } config ? $"configured by {config.Place}" : "no .config"));

    /// <summary>Each target with all that it includes.</summary>
    public Table Overview => new(
        "Required devices and modules, with those of the included targets",
        ["target", .. table.Kernels.Select(kernel => kernel.Name)],
    [
        .. table.Sections.Select(section =>
            (string[])[section.Target.Name, .. table.Kernels.Select((_, kernel) => Verdict(section, kernel))]),
    ]);

    /// <summary>Each target's own rows.</summary>
    public IEnumerable<Table> Sections =>
        table.Sections.Where(section => section.Rows.Count > 0).Select(section => new Table(
        $"{section.Target.Name}: {section.Target.Summary}{Included(section.Target)}",
        [
            "", .. table.Kernels.Select(kernel => kernel.Name),
            .. table.Vmm is { } vmm ? [QemuName(vmm)] : Array.Empty<string>(),
        ],
        [
            .. section.Rows.Where(row => row.Kind == RowKind.Device).Select(Row),
            .. FoldedModules(section),
            .. section.Rows.Where(row => row.Kind == RowKind.Module && !IsFolded(row)).Select(Row),
            .. section.Rows.Where(row => row.Kind == RowKind.Capability).Select(Row),
        ]));

    /// <summary>Which devices both the kernel and QEMU support, and which only one of them.</summary>
    public IEnumerable<string> VmmComparison => table.Vmm is not { } vmm ? []
        : table.Kernels.SelectMany((kernel, i) => new[]
    {
        $"{kernel.Name} and {QemuName(vmm)}",
        $"  both: {Names(i, Supporters.Both)}",
        $"  only the kernel: {Names(i, Supporters.OnlyKernel)}",
        $"  only QEMU: {Names(i, Supporters.OnlyVmm)}",
    });

    private static string QemuName(QemuDevices vmm) => $"{Path.GetFileName(vmm.Program)} {vmm.Version}";

    private string Names(int kernel, Supporters sides) => string.Join("; ", table.Sections
        .SelectMany(section => section.Rows).Where(row => row.SupportersOf(row.Cells[kernel]) == sides)
            .Select(row => row.Name).Distinct()) is { Length: > 0 } names ? names : "-";

    private string Verdict(SupportSection section, int kernel)
    {
        var sections = table.WithIncluded(section);
        var required = sections.SelectMany(part => part.Rows)
            .Where(row => row.IsRequired && row.Cells[kernel].State != SupportState.NotOnArchitecture).ToList();
        var lacking = required.Count(row => row.Cells[kernel].Lacks);
        var unknown = required.Count(row => row.Cells[kernel].State == SupportState.Unknown);
        return (lacking, unknown) switch
        {
            (0, 0) => required.Count == 0 ? "nothing required" : $"all {required.Count}",
            (0, _) => $"{unknown} of {required.Count} unknown",
            (_, 0) => $"lacks {lacking} of {required.Count}",
            _ => $"lacks {lacking} of {required.Count}, {unknown} unknown",
        };
    }

    private static string Included(Target target) =>
        target.Includes.Count > 0 ? $" (and {string.Join(", ", target.Includes)})" : "";

    private string[] Row(SupportRow row) =>
    [
        row.Kind == RowKind.Device
            && !row.IsRequired ? $"{row.Name} (optional)" : row.Kind == RowKind.Capability ? $"+ {row.Name}" : row.Name,
        .. row.Cells.Select(Words),
        .. Offered(row),
    ];

    private IEnumerable<string> Offered(SupportRow row) =>
        table.Vmm is null ? [] : row.Offered is not { } offered ? [""] : offered.Count == 0 ? ["no"] : [offered[0]];

    private IEnumerable<string[]> FoldedModules(SupportSection section)
    {
        var folded = section.Rows.Where(row => row.Kind == RowKind.Module && IsFolded(row)).ToList();
        if (folded.Count == 1)
            yield return Row(folded[0]);
        else if (folded.Count > 1)
            yield return
            [
                $"{folded.Count} modules by name", .. table.Kernels.Select((_, kernel) => Counts(folded, kernel)),
                .. table.Vmm is null ? Array.Empty<string>() : [""],
            ];
    }

    private bool IsFolded(SupportRow row) => !all && row.Cells.All(cell => cell.Serves);

    private string Counts(IEnumerable<SupportRow> rows, int kernel) => string.Join(", ", rows
        .GroupBy(row => Words(row.Cells[kernel], kernel)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(
            group => $"{group.Count()} {group.Key}"));

    private string Words(SupportCell cell, int kernel) => cell switch
    {
        { State: SupportState.BuiltIn } => "built in",
        { State: SupportState.Module, Packages.Count: > 0 } when _onlyPackages[kernel] is null =>
            string.Join(", ", cell.Packages),
        { State: SupportState.Module } => "module",
        { State: SupportState.NotHere } => $"not here: {Symbols(cell)}",
        { State: SupportState.Missing, Symbols.Count: > 0 } => $"missing: {Symbols(cell)}",
        { State: SupportState.Missing } => "missing",
        { State: SupportState.Unknown } => "unknown",
        _ => "-",
    };

    private static string Symbols(SupportCell cell) =>
        string.Join(
            ", ", cell.Symbols.Select(any => $"CONFIG_{any.Replace(" | ", " or CONFIG_", StringComparison.Ordinal)}"));

    /// <summary>Naming the only one in every cell would say nothing.</summary>
    private static string? OnlyPackage(SupportTable table, int kernel) =>
        table.Sections.SelectMany(section => section.Rows).SelectMany(row =>
            row.Cells[kernel].Packages).Distinct().Take(2).ToList() is [var only] ? only : null;
}
