namespace KernelSplit.Makefiles;

/// <summary>An object in the Makefiles: in which configurations it is a module, and its parts.</summary>
public sealed record ModuleRule
{
    /// <summary>As built, without <c>.ko</c>: <c>drivers/net/ethernet/intel/igb/igb</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The lines that list it, in order; any of them builds it.</summary>
    public required IReadOnlyList<ObjectLine> Lines { get; init; }

    /// <summary>How kbuild descends to its Makefile, from the top down.</summary>
    public required IReadOnlyList<DirectoryStep> Directories { get; init; }

    /// <summary>What it is linked from, in Makefile order.</summary>
    public required IReadOnlyList<ModulePart> Parts { get; init; }

    /// <summary>When it is a module, including the conditions of all parent directories.</summary>
    public required BuildCondition Module { get; init; }

    /// <summary>When it is part of vmlinux, including the conditions of all parent directories.</summary>
    public required BuildCondition BuiltIn { get; init; }

    /// <summary>
    /// The Kconfig symbols of its own lines, without <c>CONFIG_</c>. If these are just <c>obj-y</c> or <c>obj-m</c>:
    /// those of the conditionals around them, or else of the nearest parent directory with a symbol.
    /// </summary>
    public IReadOnlyList<string> Symbols => [.. SymbolSets().FirstOrDefault(set => set.Count > 0) ?? []];

    /// <summary>Whether any configuration makes it a module.</summary>
    public bool CanBeModule => !Conditions.Algebra.IsNever(Module);

    /// <param name="valueOf">A symbol's value as in .config; null or <c>n</c>: not set.</param>
    public ObjectState StateIn(Func<string, string?> valueOf) => (Module.Holds(valueOf), BuiltIn.Holds(valueOf)) switch
    {
        (_, true) => ObjectState.BuiltIn,
        (true, false) => ObjectState.Module,
        (false, false) => ObjectState.NotBuilt,
        _ => ObjectState.Unknown,
    };

    private IEnumerable<IReadOnlyList<string>> SymbolSets()
    {
        yield return [.. Lines.SelectMany(line => line.Symbols).Distinct(StringComparer.Ordinal)];
        yield return [.. Lines.SelectMany(GuardSymbols).Distinct(StringComparer.Ordinal)];
        foreach (var step in Directories.Reverse())
        {
            yield return [.. step.Lines.SelectMany(line => line.Symbols).Distinct(StringComparer.Ordinal)];
            yield return [.. step.Lines.SelectMany(GuardSymbols).Distinct(StringComparer.Ordinal)];
        }
    }

    private static IEnumerable<string> GuardSymbols(ObjectLine line) =>
        line.Guards.SelectMany(guard => guard.When.Symbols);
}
