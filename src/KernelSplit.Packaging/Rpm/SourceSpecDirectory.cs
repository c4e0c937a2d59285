using System.Xml.Linq;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Writes a <see cref="SourceSpec"/> with its sources to a directory.</summary>
public static class SourceSpecDirectory
{
    /// <summary>Writes everything that rpmbuild needs, with the kernel source as a tarball.</summary>
    /// <param name="spec">What to write.</param>
    /// <param name="templates">Its templates.</param>
    /// <param name="data">Is included for <c>kernelsplit split</c> in %install.</param>
    /// <param name="source">The directory of the kernel source; null if something else provides the tarball.</param>
    /// <param name="directory">The output directory.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">A template is invalid.</exception>
    /// <exception cref="ToolFailedException">tar failed.</exception>
    public static async Task<string> Write(
        SourceSpec spec, RpmTemplates templates, DataDirectories data, string? source, string directory,
            CancellationToken cancellation)
    {
        var text = spec.Render(templates);
        Directory.CreateDirectory(directory);
        foreach (var kernel in spec.Kernels)
            AtomicFile.Copy(kernel.Config, Path.Combine(directory, kernel.ConfigName));
        await WriteData(spec, data, directory, cancellation);
        if (source is not null)
        {
            string[] what = ["--transform", $"s,^\\./\\?,linux-{spec.Version}/,", "."];
            await Pack(source, Path.Combine(directory, spec.TarballName), spec.Time, what, cancellation);
        }

        var file = Path.Combine(directory, $"{spec.Kernels[0].Project.Name}.spec");
        AtomicFile.Write(file, text);
        return file;
    }

    /// <summary>
    /// Adds the files of an Open Build Service project: _service fetches the kernel by its tag and writes the version
    /// into the spec, _multibuild builds each kernel separately.
    /// </summary>
    /// <remarks>Both files are described in https://openbuildservice.org/help/manuals/obs-user-guide.</remarks>
    public static void WriteBuildService(SourceSpec spec, string directory)
    {
        Save("_service", new XElement(
            "services",
            Service(
                "obs_scm",
                ("scm", "git"),
                ("url", "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git"),
                ("revision", spec.Tag),
                ("versionformat", "@PARENT_TAG@"),
                ("versionrewrite-pattern", spec.IsCandidate ? "v(.*)-(rc.*)" : "v(.*)"),
                ("versionrewrite-replacement", spec.IsCandidate ? @"\1~\2" : @"\1"),
                ("filename", "linux")),
            Service("set_version"),
            new XElement("service", new XAttribute("name", "tar"), new XAttribute("mode", "buildtime"))));
        if (spec.Flavors.Count > 1)
            Save(
                "_multibuild",
                new XElement("multibuild", spec.Flavors.Select(flavor => new XElement("flavor", flavor))));

        void Save(string name, XElement root) => AtomicFile.Write(Path.Combine(directory, name), root + "\n");
    }

    private static XElement Service(string name, params (string Name, string Value)[] parameters) => new(
        "service",
        new XAttribute("name", name),
        parameters.Select(parameter => new XElement("param", new XAttribute("name", parameter.Name), parameter.Value)));

    private static async Task WriteData(
        SourceSpec spec, DataDirectories data, string directory, CancellationToken cancellation)
    {
        var copy = Directory.CreateTempSubdirectory("kernelsplit-").FullName;
        try
        {
            var root = Path.Combine(copy, SourceSpec.DataName);
            data.CopyTo(root);
            foreach (var map in spec.Kernels.Select(kernel => kernel.Project.PackageMap).Distinct())
                File.Copy(
                    map,
                    Path.Combine(
                        Directory.CreateDirectory(Path.Combine(root, "package-maps")).FullName, Path.GetFileName(map)),
                    overwrite: true);
            foreach (var kernel in spec.Kernels)
                await File.WriteAllTextAsync(
                    Path.Combine(root, kernel.ProjectName), ProjectText.Of(kernel.Project, spec.MapFile), cancellation);
            var tarball = Path.Combine(directory, $"{SourceSpec.DataName}.tar.gz");
            await Pack(copy, tarball, spec.Time, [SourceSpec.DataName], cancellation);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static Task Pack(
        string from, string tarball, DateTimeOffset time, string[] what, CancellationToken cancellation) =>
        AtomicFile.ReplaceAsync(tarball, partial => Tarball.Write(
            partial, from, time, ["--use-compress-program", "gzip -1 -n", .. what], null, cancellation));
}
