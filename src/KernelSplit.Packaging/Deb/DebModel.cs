using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>The values of the placeholders in kernel-spec/deb/.</summary>
/// <param name="plan">The placement of the modules.</param>
/// <param name="names">The names of the packages.</param>
/// <param name="maintainer">The Maintainer field.</param>
/// <param name="time">That of the changelog.</param>
/// <param name="earlier">The plans of earlier releases, whose users an upgrade must leave no module out for.</param>
internal sealed class DebModel(
    Plan plan, DebNames names, string maintainer, DateTimeOffset time, IReadOnlyList<Plan> earlier)
{
    /// <summary>A package of this release.</summary>
    public Dictionary<string, object> Of(Package package, IReadOnlyList<string> listings) => new(Common(package))
    {
        ["package"] = names.Of(package.Name),
        ["image"] = names.Image,
        ["others"] = string.Join(", ", names.Others),
        ["requires"] = package.Requires.Select(names.Of).ToArray(),
        ["isBase"] = package == plan.Base,
        ["isLatest"] = false,
        ["listings"] = listings.Select(ShellText.Word).ToArray(),
    };

    /// <summary>
    /// The metapackage that depends on it. It has the Modaliases field, not the package of each release: the package to
    /// install for a device is the one that follows upgrades.
    /// </summary>
    public Dictionary<string, object> OfLatest(Package package, string modaliases) => new(Common(package))
    {
        ["package"] = names.Latest(package.Name),
        ["requires"] = new[] { names.Of(package.Name) }.Concat(Moved(package).Select(names.Latest)).ToArray(),
        ["isBase"] = false,
        ["isLatest"] = true,
        ["modaliases"] = modaliases,
    };

    /// <summary>
    /// The packages that have modules now which the package had in an earlier release, and which it doesn't reach.
    /// Debian's dependencies have no conditions, so who has the package gets them all.
    /// </summary>
    private IEnumerable<string> Moved(Package package)
    {
        var reach = new PackageReach(plan.Packages);
        return earlier.SelectMany(old => MovedModule.Between(old, plan))
            .Where(move => move.Then.Package == package.Name && !reach.Serves(package.Name, move.Now.Package))
            .Select(move => move.Now.Package).Distinct().Order(StringComparer.Ordinal);
    }

    private Dictionary<string, object> Common(Package package) => new()
    {
        ["shortName"] = package.Name,
        ["source"] = names.Source,
        ["version"] = names.Version,
        ["architecture"] = names.Architecture,
        ["maintainer"] = PlainText.OneLine(maintainer),
        ["date"] = time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
        ["year"] = time.ToUniversalTime().ToString("yyyy", CultureInfo.InvariantCulture),
        ["uname"] = plan.Release,
        ["moddir"] = $"/lib/modules/{plan.Release}",
        ["map"] = PlainText.OneLine(plan.Map),
        ["summary"] = PlainText.OneLine(package.Summary).TrimEnd('.'),
        ["description"] = Fold(package.Description.Trim().Length > 0 ? package.Description : package.Summary),
        ["installedSize"] = 0L,
        ["modaliases"] = "",
        ["listings"] = Array.Empty<string>(),
    };

    /// <summary>
    /// The extended description (Debian policy 5.6.13): each line begins with a space, an empty line is a dot.
    /// </summary>
    private static string Fold(string text) =>
        string.Join(
            "\n .\n",
            text.ReplaceLineEndings("\n").Split("\n\n")
                .Select(paragraph => string.Join('\n', Paragraph.Lines(paragraph, " ").Select(PlainText.Of)))
                .Where(lines => lines.Length > 0));
}
