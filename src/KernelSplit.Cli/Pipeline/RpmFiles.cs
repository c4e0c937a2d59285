using KernelSplit.Diagnostics;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Pipeline;

/// <summary>The files of kernel-spec/, the user's own before those that come along.</summary>
internal static class RpmFiles
{
    public static RpmTemplates Templates(Library library) =>
        new(Find(library, "kernel.spec.hbs"), Find(library, "packages.inc.hbs"));

    public static RpmConventions Conventions(string distribution, Library library) =>
        distribution == "suse" ? RpmConventions.Suse : RpmConventions.Fedora(Find(library, "fedora-firmware.yaml"));

    private static string Find(Library library, string name) =>
        library.Find($"kernel-spec/{name}") ?? throw new InvalidInputException($"kernel-spec/{name}", "no such file");
}
