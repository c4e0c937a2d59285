using KernelSplit.Foundation;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Packaging.Rpm;

/// <summary>The files of kernel-spec/; the user's own take precedence over the installed ones.</summary>
public static class RpmDataFiles
{
    /// <summary>The templates of the spec that packages a prebuilt kernel.</summary>
    public static RpmTemplates Templates(DataDirectories data) => Templates(data, "kernel.spec.hbs");

    /// <summary>The templates of the spec that builds a kernel from source.</summary>
    public static RpmTemplates SourceTemplates(DataDirectories data) => Templates(data, "build.spec.hbs");

    public static RpmConventions Conventions(string distribution, DataDirectories data) =>
        distribution == Project.Suse ? RpmConventions.Suse : RpmConventions.Fedora(Find(data, "fedora-firmware.yaml"));

    private static RpmTemplates Templates(DataDirectories data, string spec) =>
        new(Find(data, spec), Find(data, "packages.inc.hbs"));

    private static string Find(DataDirectories data, string name) =>
        data.Find($"kernel-spec/{name}") ?? throw new InvalidInputException($"kernel-spec/{name}", "no such file");
}
