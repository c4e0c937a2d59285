using KernelSplit.Building.Pipelines;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary>A spec that builds the kernels of projects from source.</summary>
internal static class SourcePackages
{
    public static async Task<int> Make(PackageRequest request, CancellationToken cancellation)
    {
        foreach (var input in request.Inputs.Where(input => !File.Exists(input)))
            throw new InvalidInputException(input, "no such project file");
        var data = DataDirectories.Here();
        var projects = request.Inputs.Select(file => ProjectReader.Read(file, data)).ToList();
        if (Doctor.Missing([.. projects.SelectMany(project => Need.ToBuild(project.Architecture)).Distinct()])
            is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);

        var isForBuildService = request.Format == PackageFormat.BuildService;
        var (spec, remarks) = await new SpecPipeline(projects, data, Terminal.Stages())
            .Write(request.Output, isForBuildService, cancellation);
        Terminal.Report(remarks);
        Console.Out.WriteLine(spec);
        return ExitCode.Fine;
    }
}
