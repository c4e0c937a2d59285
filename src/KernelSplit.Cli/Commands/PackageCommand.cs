using System.CommandLine;
using KernelSplit.Building.Pipelines;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit package</c>: packages of a kernel that somebody else built, or a spec that builds one.</summary>
internal static class PackageCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        inputs.Description += "; with --format spec or obs: the project files";
        var format = new Option<string>("--format")
        {
            Description = "rpm, deb, pieces (what a spec of one's own includes), spec (builds from source) or obs (that for the Open Build Service)",
            DefaultValueFactory = _ => PackageFormat.Rpm,
        };
        format.AcceptOnlyFromAmong([.. PackageFormat.All]);
        var plan = new Option<string?>("--plan") { Description = "The plan; by default plan.json or out/plan.json, where there is one" };
        var map = new Option<string?>("--map") { Description = $"Split by this package map instead; without a plan by {PackageMapReader.Default}" };
        var source = new Option<string?>("--source") { Description = "The kernel's source, for a map whose rules test Kconfig symbols" };
        var name = new Option<string?>("--name") { Description = $"What the packages' names begin with [default: {PrebuiltPackages.DefaultName}]" };
        var release = new Option<string?>("--release")
        {
            Description = "RPM's release or the Debian revision; by default what the kernel's release has behind its version",
        };
        var against = new Option<string[]>("--against")
        {
            Description = "The plan of an earlier release: an update brings the new packages of modules that moved (repeatable)",
            DefaultValueFactory = _ => [],
        };
        var distribution = new Option<string?>("--distribution") { Description = $"Whose conventions RPMs follow [default: {Project.Distributions[0]}]" };
        distribution.AcceptOnlyFromAmong([.. Project.Distributions]);
        var output = new Option<string>("--output", "-o") { Description = "The folder for what is made", DefaultValueFactory = _ => "out" };
        var repo = new Option<string?>("--repo") { Description = "Add the RPMs to this repository of dnf and zypper, made by createrepo_c" };
        var keep = new Option<int>("--keep") { Description = "With --repo: how many releases it keeps", DefaultValueFactory = _ => 3 };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--keep must be 1 or more.");
        });
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        var command = new DocumentedCommand("package", "Make RPMs or Debian packages of a finished kernel, whoever built it, as its plan says; or a spec for others to build.", """
            Examples:
              kernelsplit package linux-image-6.12-amd64.deb
              kernelsplit package kernel-core-*.rpm kernel-modules-*.rpm --map ours.yaml -o result
              kernelsplit package linux-image-6.12-amd64.deb --plan plan.json --name kernel-ours --release 2
              kernelsplit package kernel-default-6.12.rpm --distribution suse --against plan-of-6.11.json
              kernelsplit package linux-image-6.12-amd64.deb --repo /srv/kernels --keep 5
              kernelsplit package kernel-core-*.rpm kernel-modules-*.rpm --format deb
              kernelsplit package %{buildroot} --format pieces -o pieces
              kernelsplit package kernelsplit.yaml --format obs -o kernel-cloud
            """)
        {
            inputs, format, plan, map, source, name, release, against, distribution, output, repo, keep, json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var request = new PackageRequest(
                parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(format), parsed.GetValue(plan), parsed.GetValue(map), parsed.GetValue(source),
                parsed.GetValue(name), parsed.GetValue(release), parsed.GetRequiredValue(against), parsed.GetValue(distribution),
                Path.GetFullPath(parsed.GetRequiredValue(output)), parsed.GetValue(repo) is { } folder ? Path.GetFullPath(folder) : null, parsed.GetValue(keep));
            request.MustFit();
            return request.Format is PackageFormat.Spec or PackageFormat.BuildService
                ? SourcePackages.Make(request, cancellation)
                : MakePrebuilt(request, parsed.GetValue(json), cancellation);
        }));
        return command;
    }

    private static async Task<int> MakePrebuilt(PackageRequest request, bool asJson, CancellationToken cancellation)
    {
        var stages = Terminal.Stages();
        var data = DataDirectories.Here();
        var made = await new PrebuiltPackages(request, data, stages, new KernelReader(stages, Terminal.Report)).Make(cancellation);
        Terminal.Report(made.Findings);
        if (asJson)
        {
            var summary = Summary.Of(made.Plan, made.Footprint);
            Console.Out.WriteLine((summary with { Findings = [.. made.Findings.Select(f => f.ToString())], Files = made.Files }).ToJson());
        }
        else if (made.Footprint.Count == 0)
        {
            Console.Out.WriteLine(made.Files.Values.Single());
        }
        else
        {
            FootprintTable.Print(made.Footprint);
            foreach (var (what, path) in made.Files)
                Console.Out.WriteLine($"{what + ":",-11} {path}");
        }

        return made.Findings.HaveErrors() ? ExitCode.Findings : ExitCode.Fine;
    }
}
