namespace KernelSplit.Splitting.Maps;

/// <summary>A package that modules are placed in.</summary>
/// <param name="Name">Its short name, such as <c>core</c>.</param>
/// <param name="Summary">One line, as RPM's Summary.</param>
/// <param name="Description">A paragraph, as RPM's %description.</param>
/// <param name="Requires">The packages that must be installed with it.</param>
/// <param name="IsDefault">Whether modules that no rule matches and no module needs go here.</param>
/// <param name="IsStable">Whether a module that leaves it is an error.</param>
/// <param name="IsInMetapackage">Whether the metapackage requires it.</param>
public sealed record Package(
    string Name, string Summary, string Description, IReadOnlyList<string> Requires, bool IsDefault,
    bool IsStable = false, bool IsInMetapackage = true);
