using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Projects;

/// <summary>A project file to start from, with comments.</summary>
/// <param name="Name">As <see cref="Project.Name"/>.</param>
/// <param name="Kernel">As <see cref="Project.Kernel"/>, relative to the file.</param>
/// <param name="Architecture">As <see cref="Project.Architecture"/>.</param>
/// <param name="Targets">As <see cref="Project.Targets"/>.</param>
/// <param name="PackagesFor">As <see cref="Project.PackagesFor"/>.</param>
public sealed record NewProject(
    string Name, string Kernel, Architecture Architecture, IReadOnlyList<Target> Targets, string PackagesFor)
{
    /// <summary>The file.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.Append($$"""
            # What "kernelsplit run" builds here.

            # The packages are {{Name}}-core, ..., and {{Name}}, which requires all of them.
            name: {{Quote(Name)}}
            # RPM's release; it counts the builds of one kernel version.
            release: "1"
            # "distribution" for the distribution's own source, or a directory, or a tarball.
            kernel: {{Quote(Kernel)}}
            arch: {{Architecture.Name}}
            # Whose conventions the packages follow: fedora or suse.
            distribution: {{PackagesFor}}

            # Where this kernel must run. Their fragments apply in this order; "kernelsplit targets" lists all.
            targets:

            """);
        foreach (var target in Targets)
            text.Append($"  - {target.Name.PadRight(16)} # {PlainText.Of(target.Summary)}\n");
        text.Append("""

            # Fragments of your own, which apply after the targets':
            #config: [own.config]

            # Required devices and modules that this kernel may lack:
            #waivers:
            #  - {check: contract, about: ["USB *"], because: no guest of ours has USB}

            # Which package gets which module; cloud.yaml of kernelsplit if there is no other:
            #package-map: own.yaml

            """);
        return text.ToString();
    }

    private static string Quote(string text) =>
        PackageName.IsValid(text) ? text : ProjectText.Quote(text);
}
