namespace KernelSplit.Splitting.Maps;

/// <summary>A package that modules are placed in.</summary>
/// <param name="Name">Its short name, such as <c>core</c>.</param>
/// <param name="Summary">One line, as RPM's Summary.</param>
/// <param name="Description">A paragraph, as RPM's %description.</param>
/// <param name="Requires">The packages that must be installed with it.</param>
/// <param name="IsDefault">Whether modules that no rule names, and nobody needs, go here.</param>
public sealed record Package(
    string Name, string Summary, string Description, IReadOnlyList<string> Requires, bool IsDefault);

/// <summary>One rule of a package map.</summary>
/// <param name="Number">Its place in the map, from 1: the first rule that matches a module decides.</param>
/// <param name="Place">Where it stands, <c>file:line</c>.</param>
/// <param name="To">The package it sends modules to.</param>
/// <param name="Because">The reason, a sentence that a newcomer follows.</param>
/// <param name="When">What a module must be.</param>
public sealed record Rule(int Number, string Place, string To, string Because, Condition When);

/// <summary>The packages, how they depend on each other, and the rules that fill them.</summary>
/// <param name="Name">The map's name.</param>
/// <param name="Packages">In the order of the file.</param>
/// <param name="Rules">In the order of the file.</param>
public sealed record PackageMap(string Name, IReadOnlyList<Package> Packages, IReadOnlyList<Rule> Rules)
{
    public Package Default => Packages.Single(package => package.IsDefault);

}
