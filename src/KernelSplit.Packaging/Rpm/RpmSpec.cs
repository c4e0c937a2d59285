using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using KernelSplit.Diagnostics;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>What the packages are called and counted by.</summary>
/// <param name="Name">The common name; a package's full name is <c>Name-package</c>.</param>
/// <param name="Version">The kernel's version.</param>
/// <param name="Release">RPM's release.</param>
/// <param name="Architecture">RPM's architecture.</param>
public sealed record PackageIdentity(string Name, string Version, string Release, string Architecture)
{
    public string FullName(string package) => $"{Name}-{package}";
}

/// <summary>Renders kernel-spec/kernel.spec.hbs.</summary>
public static class RpmSpec
{
    /// <param name="template">The template's path.</param>
    /// <param name="plan">What to package.</param>
    /// <param name="identity">How to call it.</param>
    /// <exception cref="InvalidInputException">The template is broken.</exception>
    public static string Render(string template, Plan plan, PackageIdentity identity)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        try
        {
            return handlebars.Compile(File.ReadAllText(template))(Model(plan, identity));
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw new InvalidInputException(template, $"not a usable template: {e.Message}");
        }
    }

    public static string FileListName(string package) => $"{package}.files";

    public static string DependenciesName(string package) => $"{package}.inc";

    public static string TreeName(PackageIdentity identity, Plan plan) => $"{identity.Name}-{plan.Release}.tar";

    private static Dictionary<string, object> Model(Plan plan, PackageIdentity identity)
    {
        var basePackage = plan.Base;
        return new()
        {
            ["name"] = identity.Name,
            ["version"] = identity.Version,
            ["release"] = identity.Release,
            ["uname"] = plan.Release,
            ["moddir"] = $"/lib/modules/{plan.Release}",
            ["tree"] = TreeName(identity, plan),
            ["baseName"] = identity.FullName(basePackage.Name),
            ["baseFiles"] = FileListName(basePackage.Name),
            ["summary"] = $"The whole kernel, all packages of {identity.Name}",
            ["description"] = $"This package holds nothing itself. It requires all packages that {identity.Name} is split into.",
            ["packages"] = plan.Packages.Select((package, index) => new Dictionary<string, object>
            {
                ["number"] = index + 1,
                ["fullName"] = identity.FullName(package.Name),
                ["summary"] = package.Summary,
                ["description"] = package.Description,
                ["requires"] = package.Requires.Select(identity.FullName).ToArray(),
                ["files"] = FileListName(package.Name),
                ["dependencies"] = DependenciesName(package.Name),
                ["isBase"] = package == basePackage,
                ["uname"] = plan.Release,
                ["moddir"] = $"/lib/modules/{plan.Release}",
            }).ToArray(),
        };
    }
}
