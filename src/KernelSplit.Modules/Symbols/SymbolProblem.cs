using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KernelSplit.Foundation;

namespace KernelSplit.Modules.Symbols;

/// <summary>A symbol that prevents a module from loading: it isn't exported, or its CRC differs.</summary>
/// <param name="Module">The module that imports it.</param>
/// <param name="Symbol">The imported symbol.</param>
/// <param name="Wanted">The CRC that the module was built against, if both sides have one.</param>
/// <param name="Offered">The CRC in vmlinux; null if vmlinux has no such symbol.</param>
public sealed record SymbolProblem(string Module, string Symbol, uint? Wanted = null, uint? Offered = null)
{
    private const int MostNames = 3;

    /// <summary>All problems of one module on one line: a rebuilt kernel can change every symbol's version.</summary>
    public static string Summary(IReadOnlyList<SymbolProblem> problems)
    {
        var unknown = problems.Where(problem => problem.Offered is null).ToList();
        return string.Join("; ", new[]
        {
            Summary(unknown, "needs {0} unknown symbols: {1}"),
            Summary([.. problems.Except(unknown)], "needs other versions of {0} symbols than the kernel has: {1}"),
        }.OfType<string>());
    }

    private static string? Summary(List<SymbolProblem> problems, [StringSyntax("CompositeFormat")] string format) =>
        problems switch
        {
            [] => null,
            [var only] => only.ToString(),
            _ => string.Format(
                CultureInfo.InvariantCulture, format, problems.Count,
                Names.Some([.. problems.Select(problem => problem.Symbol)], MostNames)),
        };

    public override string ToString() => Offered is null
        ? $"needs unknown symbol {Symbol}"
        : $"needs version {Wanted:x8} of symbol {Symbol}, the kernel has {Offered:x8}";
}
