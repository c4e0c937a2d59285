using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Modules.Depmod;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Renders the templates of kernel-spec/.</summary>
public static class RpmSpec
{
    /// <param name="templates">Paths of the templates.</param>
    /// <param name="kernel">The kernel to package.</param>
    /// <exception cref="InvalidInputException">A template is invalid.</exception>
    public static string Render(RpmTemplates templates, RpmKernel kernel) =>
        Render(templates, Model(kernel, fromSource: false));

    /// <summary>Reads the templates without rendering them.</summary>
    /// <exception cref="InvalidInputException">A template is invalid.</exception>
    public static RpmTemplates Check(RpmTemplates templates)
    {
        Compile(templates);
        return templates;
    }

    /// <summary>Renders the packages' sections alone, for another spec to include.</summary>
    /// <inheritdoc cref="Render(RpmTemplates, RpmKernel)"/>
    public static string RenderPackages(RpmTemplates templates, RpmKernel kernel) =>
        Render(templates with { Spec = templates.Packages }, kernel);

    internal static string Render(RpmTemplates templates, IReadOnlyDictionary<string, object> model) =>
        Compile(templates).Render(model);

    private static Template Compile(RpmTemplates templates) =>
        new(templates.Spec, new Template(templates.Packages));

    public static string FileListName(string package) => $"{package}.files";

    public static string DependenciesName(string package) => $"{package}.inc";

    public static string TreeName(RpmKernel kernel) => $"{kernel.Identity.Name}-{kernel.Plan.Release}.tar";

    internal static Dictionary<string, object> Model(RpmKernel kernel, bool fromSource)
    {
        var identity = kernel.Identity;
        return new(OfAll(kernel, fromSource))
        {
            ["name"] = identity.Name,
            ["map"] = SpecText.Of(kernel.Plan.Map),
            ["tree"] = TreeName(kernel),
            ["summary"] = "Metapackage for the packages of a split kernel",
            // The name may be a macro.
            ["description"] = string.Join('\n', Paragraph.Lines(
                $"This metapackage requires {(Outside(kernel.Plan) is { Count: > 0 } outside
                    ? $"the packages that {identity.Name} is split into, but for {Names.And(outside, outside.Count)}"
                    : $"all packages that {identity.Name} is split into")}.")),
            ["day"] = kernel.Time.ToString("ddd MMM dd yyyy", CultureInfo.InvariantCulture),
            ["moves"] = MovedModuleDependencies.Notes(kernel)
                .Select(note => SpecText.Lines(note, "  "))
                .ToArray(),
            ["packages"] = kernel.Plan.Packages.Select((package, index) =>
                new Dictionary<string, object>(OfAll(kernel, fromSource))
                {
                    ["number"] = index + 1,
                    ["shortName"] = package.Name,
                    ["fullName"] = identity.FullName(package.Name),
                    ["summary"] = SpecText.Of(package.Summary),
                    ["description"] = SpecText.Lines(package.Description),
                    ["requires"] = package.Requires.Select(identity.FullName).ToArray(),
                    ["files"] = FileListName(package.Name),
                    ["dependencies"] = DependenciesName(package.Name),
                    ["isBase"] = package == kernel.Plan.Base,
                    // SUSE's for a kernel's own packages of modules are called inkmp.
                    ["scriptlets"] = package == kernel.Plan.Base ? "rpm" : "inkmp",
                    ["inMetapackage"] = package.IsInMetapackage,
                }).ToArray(),
        };
    }

    private static string UpToFlavor(string uname) => uname[..Math.Max(uname.LastIndexOf('-'), 0)];

    private static List<string> Outside(Plan plan) =>
        [.. plan.Packages.Where(package => !package.IsInMetapackage).Select(package => package.Name)];

    private static Dictionary<string, object> OfAll(RpmKernel kernel, bool fromSource) => new()
    {
        ["uname"] = kernel.Plan.Release,
        ["unameVersion"] = kernel.UnameVersion,
        ["moddir"] = kernel.ModulesDirectory,
        ["version"] = kernel.Identity.Version,
        ["release"] = kernel.Identity.Release,
        ["ghosts"] = string.Join(
            ' ',
            [.. DepmodFiles.Names.Select(file => $"{kernel.ModulesDirectory}/{file}"), .. kernel.BootFiles]),
        ["suse"] = kernel.Conventions.IsSuse,
        ["isPurgeable"] = kernel.IsPurgeable,
        // As SUSE's scriptlets take it: they put a dash between both.
        ["kernelRelease"] = UpToFlavor(kernel.Plan.Release),
        ["kernelFlavor"] = kernel.Plan.Release[(UpToFlavor(kernel.Plan.Release).Length + 1)..],
        ["fromSource"] = fromSource,
    };
}

/// <summary>The paths of the templates.</summary>
/// <param name="Spec">The template of the spec.</param>
/// <param name="Packages">The template that it includes as <c>packages</c>.</param>
public sealed record RpmTemplates(string Spec, string Packages);
