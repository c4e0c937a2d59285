using KernelSplit.Host.Processes;
using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>Turns an installed kernel and its plan into Debian packages with dpkg-deb.</summary>
/// <param name="templates">kernel-spec/deb/.</param>
/// <param name="plan">The placement of the modules.</param>
/// <param name="names">The names of the packages.</param>
/// <param name="maintainer">The Maintainer field: <see cref="DebMaintainer"/>.</param>
/// <param name="time">The files' time stamp, to make packages reproducible.</param>
/// <param name="earlier">The plans of earlier releases, for modules that moved since.</param>
public sealed class DebBuild(
    DebTemplates templates, Plan plan, DebNames names, string maintainer, DateTimeOffset time,
    IReadOnlyList<Plan> earlier)
{
    /// <summary>
    /// Makes two Debian packages of each package of the plan: one of this release, and the metapackage for the newest
    /// release.
    /// </summary>
    /// <param name="root">
    /// The installed kernel: the directory above lib/modules, as written by <see cref="KernelCopy"/>.
    /// </param>
    /// <param name="inUsr">Whether its modules belong below /usr, as Debian 13 and later have them.</param>
    /// <param name="tree">The modules of this kernel, with the devices they drive.</param>
    /// <param name="output">An empty directory.</param>
    /// <param name="onLine">Receives dpkg-deb's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The packages' files.</returns>
    /// <exception cref="Foundation.InvalidInputException">A template uses an unknown placeholder.</exception>
    /// <exception cref="ToolFailedException">dpkg-deb failed.</exception>
    public async Task<IReadOnlyList<string>> Run(
        string root, bool inUsr, ModuleTree tree, string output, Action<string> onLine, CancellationToken cancellation)
    {
        var kernel = new InstalledKernel(plan, root, inUsr);
        var model = new DebModel(plan, names, maintainer, time, earlier);
        var made = new List<string>();
        foreach (var package in plan.Packages)
        {
            made.Add(await Make(model.Of(package, kernel.Listings), kernel.FilesOf(package.Name)));
            made.Add(
                await Make(
                    model.OfLatest(package, Modaliases.Of(plan, tree, package.Name)),
                    new Dictionary<string, string>()));
        }

        return made;

        async Task<string> Make(Dictionary<string, object> values, IReadOnlyDictionary<string, string> files)
        {
            var name = (string)values["package"];
            var directory = Path.Combine(output, name);
            var stage = new DebStage(directory, time);
            foreach (var (path, source) in files)
                stage.Copy(source, path);
            Document(stage, name, values);
            Control(stage, values);
            var deb = Path.Combine(output, names.FileName(name));
            await stage.Build(deb, onLine, cancellation);
            Directory.Delete(directory, recursive: true);
            return deb;
        }
    }

    private void Document(DebStage stage, string name, Dictionary<string, object> values)
    {
        stage.Write($"usr/share/doc/{name}/copyright", templates.Render("copyright", values) ?? "");
        stage.WriteGzip($"usr/share/doc/{name}/changelog.Debian.gz", templates.Render("changelog", values) ?? "");
        if (templates.Render("lintian-overrides", values) is { } overrides)
            stage.Write($"usr/share/lintian/overrides/{name}", overrides);
    }

    private void Control(DebStage stage, Dictionary<string, object> values)
    {
        values["installedSize"] = stage.InstalledSize;
        stage.WriteControl("control", templates.Render("control", values) ?? "");
        foreach (var file in templates.ControlFiles)
        {
            if (templates.Render(file, values) is { } text)
                stage.WriteControl(file, text);
        }

        stage.WriteSums();
    }
}
