using System.CommandLine;
using KernelSplit.Building.Pipelines;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit package</c>: packages of a prebuilt kernel, or a spec that builds one.</summary>
internal static class PackageCommand
{
    private const int ReleasesKept = 3;

    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        inputs.Description += "; with --format spec or obs: project files";
        var format = new Option<string>("--format")
        {
            Description = "rpm, deb, spec-fragments (include files for your own spec), spec (builds from source) or "
                + "obs (the same for the Open Build Service)",
            DefaultValueFactory = _ => PackageFormat.Rpm,
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value == "pieces"))
                result.AddError("--format pieces is now --format spec-fragments");
        });
        format.AcceptOnlyFromAmong([.. PackageFormat.All]);
        var plan = new Option<string?>("--plan")
        {
            Description = "The plan [default: plan.json or out/plan.json, if one exists]",
        };
        var map = MapOption.Create("Split by this package map; without it, by the plan if there is one");
        var source = new Option<string?>("--source")
        {
            Description = "Kernel source, needed if the map tests Kconfig symbols",
        };
        var name = new Option<string?>("--name")
        {
            Description = $"Common prefix of the package names [default: {RpmNaming.DefaultName}; with --distribution "
                + "suse, kernel- and the flavor]",
        };
        var release = new Option<string?>("--release")
        {
            Description = "RPM release or Debian revision [default: what follows the version in the kernel's release]",
        };
        var against = new Option<string[]>("--against")
        {
            Description =
                "Plan of an earlier release: updates pull in the new packages of modules that moved (repeatable)",
            DefaultValueFactory = _ => [],
        };
        var distribution = new Option<string?>("--distribution")
        {
            Description = $"Distribution whose conventions the RPMs follow [default: {Project.Distributions[0]}]",
        };
        distribution.AcceptOnlyFromAmong([.. Project.Distributions]);
        var output = new Option<string>("--output", "-o")
        {
            Description = "Output directory",
            DefaultValueFactory = _ => "out",
        };
        var repo = new Option<string?>("--repo")
        {
            Description = "Add the RPMs to this repository for dnf and zypper (uses createrepo_c)",
        };
        var keep = PositiveNumber.Option(
            $"With --repo: number of releases to keep [default: {ReleasesKept}]", "--keep");
        var force = ForceOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        const string summary =
            "Make RPMs or Debian packages of a prebuilt kernel by its plan, or a spec that builds one from source.";
        var command = new DocumentedCommand("package", summary, """
            Examples:
              kernelsplit package linux-image-6.12-amd64.deb
              kernelsplit package kernel-core-*.rpm kernel-modules-*.rpm --map ours.yaml -o result
              kernelsplit package linux-image-6.12-amd64.deb --plan plan.json --name kernel-ours --release 2
              kernelsplit package kernel-default-6.12.rpm --distribution suse --against plan-of-6.11.json
              kernelsplit package linux-image-6.12-amd64.deb --repo /srv/kernels --keep 5
              kernelsplit package kernel-core-*.rpm kernel-modules-*.rpm --format deb
              kernelsplit package %{buildroot} --format spec-fragments -o fragments
              kernelsplit package kernelsplit.yaml --format obs -o kernel-cloud
            """)
        {
            inputs, format, plan, map, source, name, release, against, distribution, output, repo, keep, force, json,
        };
        command.OnlyWith(repo, keep);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var request = new PackageRequest(
                parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(format), parsed.GetValue(plan),
                parsed.GetValue(map), parsed.GetValue(source),
                parsed.GetValue(name), parsed.GetValue(release), parsed.GetRequiredValue(against),
                parsed.GetValue(distribution),
                Path.GetFullPath(parsed.GetRequiredValue(output)),
                parsed.GetValue(repo) is { } directory ? Path.GetFullPath(directory) : null,
                parsed.GetValue(keep) ?? ReleasesKept, parsed.GetValue(force));
            request.Validate();
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
        var made = await new PrebuiltPackages(request, data, stages, new KernelReader(stages, Terminal.Report))
            .Make(cancellation);
        Terminal.Report(made.Findings);
        if (asJson)
        {
            var summary = Summary.Of(made.Plan, made.Footprint, made.Findings);
            Console.Out.Write((summary with { Files = made.Files }).ToJson());
        }
        else if (made.Files.Count == 0)
        {
            Console.Error.WriteLine(ForceOption.Withheld("packages"));
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
