using KernelSplit.Cli.Output;
using KernelSplit.Cli.Pipeline;
using KernelSplit.Cli.Plans;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Packages;

/// <summary>A spec that builds the kernels of projects from source.</summary>
internal static class SourcePackages
{
    public static async Task<int> Make(PackageRequest request, CancellationToken cancellation)
    {
        foreach (var input in request.Inputs.Where(input => !File.Exists(input)))
            throw new InvalidInputException(input, "no such project file");
        var library = SplitInputs.Library;
        var projects = request.Inputs.Select(file => ProjectReader.Read(file, library)).ToList();
        if (Doctor.Missing([.. projects.SelectMany(project => Need.ToBuild(project.Architecture)).Distinct()]) is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);

        var isForBuildService = request.Format == PackageFormat.BuildService;
        var (spec, remarks) = await new SpecPipeline(projects, library, new Stages()).Write(request.Output, isForBuildService, cancellation);
        foreach (var remark in remarks)
            Console.Error.WriteLine(remark);
        Console.Out.WriteLine(spec);
        return ExitCode.Fine;
    }
}
