using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Pipeline;

/// <summary>The files of kernel-spec/, the user's own before those that come along.</summary>
internal static class RpmFiles
{
    /// <summary>Of the spec that packages a finished kernel.</summary>
    public static RpmTemplates Templates(Library library) => Templates(library, "kernel.spec.hbs");

    /// <summary>Of the spec that builds a kernel from source.</summary>
    public static RpmTemplates SourceTemplates(Library library) => Templates(library, "build.spec.hbs");

    public static RpmConventions Conventions(string distribution, Library library) =>
        distribution == "suse" ? RpmConventions.Suse : RpmConventions.Fedora(Find(library, "fedora-firmware.yaml"));

    private static RpmTemplates Templates(Library library, string spec) => new(Find(library, spec), Find(library, "packages.inc.hbs"));

    private static string Find(Library library, string name) =>
        library.Find($"kernel-spec/{name}") ?? throw new InvalidInputException($"kernel-spec/{name}", "no such file");
}
