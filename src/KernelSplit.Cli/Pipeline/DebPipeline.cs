using System.Globalization;
using KernelSplit.Cli.Output;
using KernelSplit.Diagnostics;
using KernelSplit.Footprint;
using KernelSplit.Kbuild.Processes;
using KernelSplit.Modules;
using KernelSplit.Packaging.Deb;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Pipeline;

/// <summary>Makes Debian packages of a finished kernel, whoever built it.</summary>
internal sealed class DebPipeline(string[] inputs, ModuleTree tree, Plan plan, Library library, Stages stages)
{
    private const string Control = "kernel-spec/deb/control.hbs";

    /// <param name="identity">How the packages are called.</param>
    /// <param name="time">The files' time.</param>
    /// <param name="output">Gets the packages, which replace those that are there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What each package of the plan costs.</returns>
    /// <exception cref="InvalidInputException">There is no kernel image in the input, or it can't be read.</exception>
    public async Task<IReadOnlyList<PackageFootprint>> Package(
        PackageIdentity identity, DateTimeOffset time, string output, CancellationToken cancellation)
    {
        var control = library.Find(Control) ?? throw new InvalidInputException(Control, "no such template");
        var build = new DebBuild(new DebTemplates(Path.GetDirectoryName(control)!), plan, identity, DebMaintainer.OfThisUser(), time);
        var work = Directory.CreateDirectory($"{output}.{Environment.ProcessId}.partial").FullName;
        try
        {
            var kernel = Path.Combine(work, "kernel");
            await stages.Run("unpack", _ =>
            {
                KernelCopy.Lay(inputs, tree, kernel, cancellation);
                return Task.FromResult((kernel, "modules, kernel image and what belongs to it"));
            });
            var made = Directory.CreateDirectory(Path.Combine(work, "deb")).FullName;
            var debs = await stages.Run("package", async stage =>
            {
                var files = await build.Run(kernel, tree, made, stage.Line, cancellation);
                return (files, $"{files.Count} Debian packages");
            });
            var footprint = await Footprint(identity, debs, cancellation);
            if (Directory.Exists(output))
                Directory.Delete(output, recursive: true);
            Directory.Move(made, output);
            return footprint;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<IReadOnlyList<PackageFootprint>> Footprint(
        PackageIdentity identity, IReadOnlyList<string> debs, CancellationToken cancellation)
    {
        var names = new DebNames(plan, identity);
        var costs = new List<PackageFootprint>();
        foreach (var package in plan.Packages)
        {
            var name = names.Of(package.Name);
            var deb = debs.Single(file => Path.GetFileName(file) == names.FileName(name));
            var size = await Tool.Output(new ToolCall("dpkg-deb", "--field", deb, "Installed-Size"), cancellation);
            costs.Add(new PackageFootprint(
                name, plan.In(package.Name).Count(), long.Parse(size, CultureInfo.InvariantCulture) * 1024, new FileInfo(deb).Length));
        }

        return costs;
    }
}
