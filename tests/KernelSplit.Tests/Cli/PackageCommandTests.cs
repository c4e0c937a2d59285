using KernelSplit.Testing.Inputs;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit package</c>: what it refuses before rpmbuild has work.</summary>
public sealed class PackageCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _kernel = new ModuleDirectory()
        .Add("kernel/lib/helper.ko", new ElfModule { ModInfo = ["license=GPL"] });

    public void Dispose()
    {
        _directory.Dispose();
        _kernel.Dispose();
    }

    private (int ExitCode, string Output, string Errors) Package(params string[] arguments)
    {
        _directory.Write("map.yaml", Build.Packages + "rules: []\n");
        return Command.Run(_directory.Path, ["package", _kernel.Path, "--map", "map.yaml", .. arguments]);
    }

    [Theory]
    [InlineData("--plan", "plan.json", "--map: error KS0001: can't be combined with --plan")]
    [InlineData("--name", "no good", "--name: error KS0001: \"no good\" is not a valid package name")]
    [InlineData("--release", "1-1", "--release: error KS0001: \"1-1\" is not a valid RPM release")]
    public void Options_that_can_not_be_met_are_refused(string option, string value, string error)
    {
        var (exitCode, _, errors) = Package(option, value);

        exitCode.ShouldBe(2);
        errors.ShouldContain(error);
    }

    [Theory]
    [InlineData("deb", "--repo", "--repo: error KS0001: can't be combined with --format deb. A repository contains "
        + "RPMs only")]
    [InlineData("spec", "--name", "--map: error KS0001: can't be combined with --format spec. Set it in "
        + "kernelsplit.yaml")]
    public void Options_that_a_format_does_not_heed_are_refused(string format, string option, string error)
    {
        var (exitCode, _, errors) = Package("--format", format, option, "something");

        exitCode.ShouldBe(2);
        errors.ShouldContain(error);
    }

    [Fact]
    public void Debian_packages_follow_no_distribution_of_rpms()
    {
        var (exitCode, _, errors) = Package("--format", "deb", "--distribution", "suse");

        exitCode.ShouldBe(2);
        errors.ShouldContain("--distribution: error KS0001: can't be combined with --format deb. It only applies to "
            + "RPMs");
    }

    [Fact]
    public void A_spec_builds_kernels_of_one_name()
    {
        foreach (var name in new[] { "cloud", "kata" })
            _directory.Write($"{name}.yaml", $"name: kernel-{name}\ntargets: [base]\n");

        var (exitCode, _, errors) = Command.Run(
            _directory.Path, ["package", "cloud.yaml", "kata.yaml", "--format", "spec"]);

        exitCode.ShouldBe(2);
        errors.ShouldContain("a spec builds kernels of one name, and cloud.yaml has another");
        errors.ShouldContain("Write a spec for each, or use --format obs");
    }

    [Fact]
    public void An_unknown_format_is_refused_with_those_that_there_are()
    {
        var (exitCode, _, errors) = Package("--format", "floppy");

        exitCode.ShouldBe(2);
        errors.ShouldContain("'rpm'");
        errors.ShouldContain("'deb'");
    }

    [Fact]
    public void The_old_name_of_a_format_is_refused_with_the_new_one()
    {
        var (exitCode, _, errors) = Package("--format", "pieces");

        exitCode.ShouldBe(2);
        errors.ShouldContain("--format pieces is now --format spec-fragments");
    }

    [Fact]
    public void Completion_knows_the_formats() =>
        Command.Run(_directory.Path, "[suggest:17]", "package --format ").Output.Split('\n')
            .ShouldBe(["rpm", "deb", "spec-fragments", "spec", "obs", ""], ignoreOrder: true);

    [Theory]
    [InlineData("rpm")]
    [InlineData("deb")]
    public void A_kernel_without_an_image_leaves_nothing_behind(string format)
    {
        var (exitCode, _, errors) = Package("--format", format, "-o", "result");

        exitCode.ShouldBe(2);
        errors.ShouldContain("no kernel image: neither boot/vmlinuz-");
        errors.ShouldContain("Fedora's kernel-core");
        Directory.Exists(Path.Combine(_directory.Path, "result")).ShouldBeFalse();
    }

    [Fact]
    public void The_plan_of_another_kernel_is_refused()
    {
        _directory.Write("map.yaml", Build.Packages + "rules: []\n");
        Command.Run(_directory.Path, "split", _kernel.Path, "--map", "map.yaml").ExitCode.ShouldBe(0);
        var plan = Path.Combine(_directory.Path, "plan.json");
        File.WriteAllText(plan, File.ReadAllText(plan).Replace(ModuleDirectory.Release, "6.1.0-other"));

        var (exitCode, _, errors) = Command.Run(_directory.Path, "package", _kernel.Path);

        exitCode.ShouldBe(2);
        errors.ShouldContain("and the plan is for 6.1.0-other");
    }
}
