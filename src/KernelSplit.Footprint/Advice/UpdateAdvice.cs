using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Advice;

/// <summary>Whether a package has to be shipped for what changed in it.</summary>
/// <param name="Package">Its name.</param>
/// <param name="MustShip">Whether machines that have it run something else with the new one.</param>
/// <param name="Why">In half a sentence.</param>
public sealed record PackageAdvice(string Package, bool MustShip, string Why);

/// <summary>What a difference means for packages and for images that are out there.</summary>
/// <param name="Packages">In the order of the new packages.</param>
/// <param name="NeedsRespin">Whether an image with nothing but the base package runs something else after the update.</param>
/// <param name="Why">In a sentence.</param>
public sealed record UpdateAdvice(IReadOnlyList<PackageAdvice> Packages, bool NeedsRespin, string Why)
{
    internal static UpdateAdvice Of(Difference difference)
    {
        var packages = difference.Packages.Where(package => package.Now is not null).Select(package => Of(package, difference)).ToList();
        var atBase = packages.Single(package => package.Package == difference.New.Base);
        return new UpdateAdvice(packages, atBase.MustShip, atBase.MustShip
            ? $"An image that holds only {atBase.Package} needs a respin: {atBase.Why}."
            : $"An image that holds only {atBase.Package} needs no respin: {atBase.Why}.");
    }

    private static PackageAdvice Of(PackageChange package, Difference difference)
    {
        var reasons = new List<string>();
        if (package.Package == difference.New.Base && KernelImage(difference) is { } image)
            reasons.Add(image);
        if (package.Then is null)
            reasons.Add("the package is new");
        Count(package.Rewritten, "changed in what runs");
        Count(package.Gained, "came");
        Count(package.Lost, "went");
        return reasons.Count > 0
            ? new PackageAdvice(package.Package, true, string.Join(", ", reasons))
            : new PackageAdvice(package.Package, false, "nothing that runs changed in it, it was only built anew");

        void Count(int modules, string what)
        {
            if (modules > 0)
                reasons.Add($"{modules} {(modules == 1 ? "module" : "modules")} {what}");
        }
    }

    /// <summary>An image can't be looked into from outside; what it is built from tells.</summary>
    private static string? KernelImage(Difference difference)
    {
        var (old, now) = (difference.Old, difference.New);
        if (old.Image is null || now.Image is null || old.Image.File == now.Image.File)
            return null;
        if (old.Version != now.Version)
            return $"the kernel image is {now.Version}, no longer {old.Version}";
        return difference.BuiltIns.IsNone
            ? "the kernel image differs, and whether only in its build can't be seen from outside"
            : "the kernel image has other code built in";
    }
}
