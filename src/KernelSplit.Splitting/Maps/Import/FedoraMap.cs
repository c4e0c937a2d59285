namespace KernelSplit.Splitting.Maps.Import;

/// <summary>A package of Fedora's, as <c>packages:</c> of def_variants.yaml has it.</summary>
internal sealed record FedoraPackage(string Name, IReadOnlyList<string> DependsOn);

/// <summary>A rule of Fedora's.</summary>
/// <param name="Regex">What the beginning of a module's path must match, after its first directory.</param>
/// <param name="Package">Where the module goes, or what that needs to lie below.</param>
/// <param name="IsExact">Whether it must be there (<c>exact_pkg</c>). Such rules come before all others.</param>
/// <param name="IgnoresDependencies">Whether what it depends on, and what depends on it, may be anywhere.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">The column of the expression's first character, from 1.</param>
internal sealed record FedoraRule(
    string Regex, string Package, bool IsExact, bool IgnoresDependencies, int Line, int Column);

/// <summary>A def_variants.yaml for some variants of the kernel.</summary>
/// <param name="File">Its name.</param>
/// <param name="Packages">In the file's order.</param>
/// <param name="Rules">In the file's order, without those of other variants and without the default.</param>
/// <param name="Default">The rule for all that no other takes; null when there is none.</param>
/// <param name="LeftOut">Lines of what is for other variants only.</param>
internal sealed record FedoraMap(
    string File, IReadOnlyList<FedoraPackage> Packages, IReadOnlyList<FedoraRule> Rules, FedoraRule? Default,
    IReadOnlyList<int> LeftOut);
