using System.Xml.Linq;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Writes a <see cref="SourceSpec"/> with its sources into a folder.</summary>
public static class SourceSpecFolder
{
    /// <summary>Everything that rpmbuild needs, with the kernel source as it is there.</summary>
    /// <param name="spec">What to write.</param>
    /// <param name="templates">Its templates.</param>
    /// <param name="data">Comes along, for <c>kernelsplit split</c> in %install.</param>
    /// <param name="source">The kernel source's folder, or null when something else brings the tarball.</param>
    /// <param name="folder">Gets the files.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">A template is broken.</exception>
    /// <exception cref="ToolFailedException">tar refused.</exception>
    public static async Task<string> Write(
        SourceSpec spec, RpmTemplates templates, DataDirectories data, string? source, string folder, CancellationToken cancellation)
    {
        var text = spec.Render(templates);
        Directory.CreateDirectory(folder);
        foreach (var kernel in spec.Kernels)
            AtomicFile.Copy(kernel.Config, Path.Combine(folder, kernel.ConfigName));
        await WriteLibrary(spec, data, folder, cancellation);
        if (source is not null)
            await Pack(source, Path.Combine(folder, spec.TarballName), spec.Time, ["--transform", $"s,^\\./\\?,linux-{spec.Version}/,", "."], cancellation);
        var file = Path.Combine(folder, $"{spec.Kernels[0].Project.Name}.spec");
        AtomicFile.Write(file, text);
        return file;
    }

    /// <summary>
    /// What makes a project of the Open Build Service of it: _service fetches the kernel by its tag and writes the version
    /// into the spec, _multibuild has each kernel built on its own.
    /// </summary>
    /// <remarks>https://openbuildservice.org/help/manuals/obs-user-guide has both files' words.</remarks>
    public static void WriteBuildService(SourceSpec spec, string folder)
    {
        Save("_service", new XElement(
            "services",
            Service(
                "obs_scm",
                ("scm", "git"),
                ("url", "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git"),
                ("revision", $"v{spec.Version}"),
                ("versionformat", "@PARENT_TAG@"),
                ("versionrewrite-pattern", "v(.*)"),
                ("filename", "linux")),
            Service("set_version"),
            new XElement("service", new XAttribute("name", "tar"), new XAttribute("mode", "buildtime"))));
        if (spec.Flavors.Count > 1)
            Save("_multibuild", new XElement("multibuild", spec.Flavors.Select(flavor => new XElement("flavor", flavor))));

        void Save(string name, XElement root) => AtomicFile.Write(Path.Combine(folder, name), root + "\n");
    }

    private static XElement Service(string name, params (string Name, string Value)[] parameters) => new(
        "service",
        new XAttribute("name", name),
        parameters.Select(parameter => new XElement("param", new XAttribute("name", parameter.Name), parameter.Value)));

    private static async Task WriteLibrary(SourceSpec spec, DataDirectories data, string folder, CancellationToken cancellation)
    {
        var copy = Directory.CreateTempSubdirectory("kernelsplit-").FullName;
        try
        {
            var root = Path.Combine(copy, SourceSpec.Library);
            data.CopyTo(root);
            foreach (var map in spec.Kernels.Select(kernel => kernel.Project.PackageMap).Distinct())
                File.Copy(map, Path.Combine(Directory.CreateDirectory(Path.Combine(root, "package-maps")).FullName, Path.GetFileName(map)), overwrite: true);
            await Pack(copy, Path.Combine(folder, $"{SourceSpec.Library}.tar.gz"), spec.Time, [SourceSpec.Library], cancellation);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static Task Pack(string from, string tarball, DateTimeOffset time, string[] what, CancellationToken cancellation) =>
        AtomicFile.ReplaceAsync(tarball, partial => Tarball.Write(
            partial, from, time, ["--use-compress-program", "gzip -1 -n", .. what], null, cancellation));
}
