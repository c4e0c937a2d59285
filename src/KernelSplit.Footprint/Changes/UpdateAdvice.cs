namespace KernelSplit.Footprint.Changes;

/// <summary>Whether a package has to be shipped.</summary>
/// <param name="Package">Its name.</param>
/// <param name="MustShip">Whether its code changed.</param>
/// <param name="Why">The reason, in half a sentence.</param>
public sealed record PackageAdvice(string Package, bool MustShip, string Why);

/// <summary>What to do about packages and existing images.</summary>
/// <param name="Packages">In the order of the new packages.</param>
/// <param name="NeedsRespin">Whether an image with only the base package needs a respin.</param>
/// <param name="Why">The reason, in a sentence.</param>
public sealed record UpdateAdvice(IReadOnlyList<PackageAdvice> Packages, bool NeedsRespin, string Why)
{
    internal static UpdateAdvice Of(Difference difference)
    {
        var packages = difference.Packages.Where(package => package.Now is not null).Select(package =>
            Of(package, difference)).ToList();
        var atBase = packages.Single(package => package.Package == difference.New.Base);
        return new UpdateAdvice(packages, atBase.MustShip, atBase.MustShip
            ? $"An image with only {atBase.Package} needs a respin: {atBase.Why}."
            : $"An image with only {atBase.Package} needs no respin: {atBase.Why}.");
    }

    private static PackageAdvice Of(PackageChange package, Difference difference)
    {
        var reasons = new List<string>();
        if (package.Package == difference.New.Base && KernelImage(difference) is { } image)
            reasons.Add(image);
        if (package.Then is null)
            reasons.Add("the package is new");
        Count(package.CodeChanged, "with changed code");
        Count(package.Gained, "added");
        Count(package.Lost, "removed");
        return reasons.Count > 0
            ? new PackageAdvice(package.Package, true, string.Join(", ", reasons))
            : new PackageAdvice(package.Package, false, "rebuilt only; no code change");

        void Count(int modules, string what)
        {
            if (modules > 0)
                reasons.Add($"{modules} {(modules == 1 ? "module" : "modules")} {what}");
        }
    }

    /// <summary>The kernel image can't be compared directly; its version and built-in code are.</summary>
    private static string? KernelImage(Difference difference)
    {
        var (old, now) = (difference.Old, difference.New);
        if (old.Image is null || now.Image is null || old.Image.File == now.Image.File)
            return null;
        if (old.Version != now.Version)
            return $"the kernel image is {now.Version}, no longer {old.Version}";
        return difference.BuiltIns.IsNone
            ? "the kernel image differs, possibly only because it was rebuilt"
            : "the kernel image has other code built in";
    }
}
