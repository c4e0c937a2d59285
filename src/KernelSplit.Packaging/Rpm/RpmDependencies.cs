using System.Text;
using KernelSplit.Modules;
using KernelSplit.Packaging.Hardware;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>The part of a package's preamble that follows from the modules in it, as text for a spec to include.</summary>
public static class RpmDependencies
{
    private const string Plain = "_.:*?+-[]";

    /// <returns>By the packages' short names.</returns>
    public static IReadOnlyDictionary<string, string> Of(RpmKernel kernel) => kernel.Plan.Packages.ToDictionary(
        package => package.Name,
        package => string.Concat(Lines(kernel, package.Name).Select(line => line + "\n")),
        StringComparer.Ordinal);

    private static IEnumerable<string> Lines(RpmKernel kernel, string package)
    {
        var (plan, tree) = (kernel.Plan, kernel.Tree);
        yield return "# Written by kernelsplit from what the modules say of themselves.";
        yield return $"License: {ModuleLicenses.Of(plan, tree, package)}";
        foreach (var requirement in MoveHealing.Requirements(kernel, package))
            yield return $"Requires: {requirement}";
        foreach (var firmware in kernel.Conventions.FirmwareCapabilities(Firmware(plan, tree, package)))
            yield return $"Recommends: {firmware}";
        foreach (var name in FileNames(plan, tree, package).Distinct().Order(StringComparer.Ordinal))
            yield return $"Provides: kmod({Encode(name)})";
        // libsolv (src/suse.c) takes what is before the first of two colons for a package that must be there as well.
        foreach (var pattern in PackageHardware.Of(plan, tree, package))
            yield return $"Supplements: modalias({kernel.Identity.FullName(plan.Base.Name)}:{Encode(pattern)})";
    }

    private static IEnumerable<string> Firmware(Plan plan, ModuleTree tree, string package) =>
        plan.In(package).SelectMany(placement => tree.FindModule(placement.Module)?.ModInfo.Firmware ?? []);

    /// <summary>As Fedora's kmod.attr names them: modules and, where the kernel image is, what is built into it.</summary>
    private static IEnumerable<string> FileNames(Plan plan, ModuleTree tree, string package)
    {
        var sources = plan.In(package).Select(placement => tree.FindModule(placement.Module)?.SourcePath)
            .Concat(package == plan.Base.Name ? tree.BuiltIns.SelectMany(builtIn => builtIn.OtherSourcePaths.Prepend(builtIn.SourcePath)) : []);
        return sources.OfType<string>().Select(source => $"{Path.GetFileName(source)}.ko");
    }

    /// <summary>libzypp decodes %XX, as RPM has no commas in a dependency; in a spec, % is written twice.</summary>
    private static string Encode(string pattern)
    {
        var text = new StringBuilder();
        foreach (var c in pattern)
            text.Append(char.IsAsciiLetterOrDigit(c) || Plain.Contains(c) ? c.ToString() : $"%%{(int)c:X2}");
        return text.ToString();
    }
}
