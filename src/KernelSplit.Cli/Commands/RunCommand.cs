using System.CommandLine;
using KernelSplit.Building.Builds;
using KernelSplit.Building.Pipelines;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit run</c>: the whole pipeline that kernelsplit.yaml describes.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var project = new Argument<string>("project")
        {
            Description = "The project file [default: kernelsplit.yaml here or above]",
            DefaultValueFactory = _ => DefaultProject.Find() ?? DefaultProject.Name,
        };
        var kernel = new Option<string?>("--kernel")
        {
            Description = "Kernel source to use instead of the project's: a directory, a tarball, or \"distribution\"",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Output directory [default: out, next to the project file]",
        };
        var jobs = PositiveNumber.Option(
            "Number of compile jobs to run in parallel [default: as many as the machines have processors]", "--jobs",
            "-j");
        var compilers = new CompilerOptions();
        var force = ForceOption.Create();
        var noInstall = new Option<bool>("--no-install")
        {
            Description = "Install nothing on this machine; report what is missing instead",
        };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        const string summary = "Configure, build, split, package and verify a kernel as set in kernelsplit.yaml.";
        var command = new DocumentedCommand("run", summary, """
            Missing tools are installed first (as root); stages that are up to date are skipped.

            Examples:
              kernelsplit run
              kernelsplit run --kernel ~/linux-6.12 -o /tmp/result
              kernelsplit run my-project.yaml --json --no-install
            """)
        {
            project, kernel, output, jobs, compilers.Cache, compilers.Distribute, compilers.Hosts, force, noInstall,
            json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            parsed.GetRequiredValue(project), parsed.GetValue(kernel), parsed.GetValue(output), parsed.GetValue(jobs),
            compilers.Of(parsed), parsed.GetValue(force), parsed.GetValue(noInstall), parsed.GetValue(json),
            cancellation),
            "; the next run resumes after the last completed stage"));
        return command;
    }

    private static async Task<int> Run(
        string projectFile, string? kernelSource, string? output, int? jobs, BuildSettings compilers, bool force,
        bool noInstall, bool json, CancellationToken cancellation)
    {
        if (!File.Exists(projectFile))
        {
            throw new InvalidInputException(
                projectFile, "no such file", "Run it in the directory of kernelsplit.yaml, or give the project file");
        }

        var directory = Path.GetDirectoryName(Path.GetFullPath(projectFile))!;
        var data = DataDirectories.Installed().Beside(directory);
        var project = ProjectReader.Read(projectFile, data);
        if (kernelSource is not null)
            project = project with
            {
                Kernel = kernelSource == Project.Distribution ? kernelSource : Path.GetFullPath(kernelSource),
            };
        project = project with { Build = compilers.Over(project.Build, projectFile) };

        var missing = Doctor.Missing(
            [.. Need.ToBuild(project.Architecture), .. CompilerLauncher.Needs(project.Build)]);
        if (missing.Count > 0)
        {
            DoctorCommand.Explain(missing, Console.Error);
            if (noInstall)
                throw Doctor.Unmet(missing);
            await DoctorCommand.Install(missing, cancellation);
        }

        var cache = Cache.OfThisUser();
        var stages = Terminal.Stages();
        var reader = new KernelReader(stages, Terminal.Report);
        var kernels = new KernelPipeline(project, cache, stages, jobs);
        var packages = new PackagePipeline(project, data, cache, stages, reader);

        var source = await kernels.Source(cancellation);
        var configured = await kernels.Config(source, cancellation);
        Terminal.Report(configured.Remarks);
        var kernel = await kernels.Build(configured, cancellation);
        var (split, plan) = await packages.Split(kernel, cancellation);
        var built = await packages.Package(kernel, split.Tree, plan, cancellation);
        var verified = await packages.Verify(built, split, plan, cancellation);
        var findings = verified.Findings;
        Terminal.Report(findings);

        var results = findings.HaveErrors() && !force
            ? Results.Withheld(kernel, built)
            : await Results.Publish(
                output ?? DefaultProject.Output(projectFile), configured, kernel, plan, built,
                RunSnapshot.Take(reader, kernel, split, plan, built, verified), cancellation);
        var footprint = built.Footprint(plan);
        if (json)
            Console.Out.Write((Summary.Of(plan, footprint, findings) with { Files = results }).ToJson());
        else
            Print(plan, footprint, findings, results);
        return findings.HaveErrors() ? ExitCode.Findings : ExitCode.Fine;
    }

    private static void Print(
        Plan plan, IReadOnlyList<PackageFootprint> footprint, IReadOnlyList<Diagnostic> findings,
        IReadOnlyDictionary<string, string> results)
    {
        Console.Out.WriteLine();
        var errors = findings.CountErrors();
        Console.Out.WriteLine(errors == 0
            ? $"{plan.Release}: {plan.Placements.Count} modules in {plan.Packages.Count} packages, all checks passed"
            : $"{plan.Release}: {errors} {(errors == 1 ? "check" : "checks")} failed (see above)"
                + (results.ContainsKey("plan") ? "" : "; nothing was published, --force does it"));
        FootprintTable.Print(footprint);
        foreach (var (what, path) in results)
            Console.Out.WriteLine($"{what + ":",-10} {path}");
    }
}
