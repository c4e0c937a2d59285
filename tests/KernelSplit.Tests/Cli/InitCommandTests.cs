using System.Diagnostics;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Cli;

public sealed class InitCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_it_writes_is_a_project_with_the_answers_that_options_gave()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "source"));

        var (exitCode, output, errors) = Command.Run(
            _directory.Path, "init", "--targets", "xen", "kvm", "--name", "kernel-guest", "--arch", "aarch64",
            "--kernel", "source", "--distribution", "suse");

        exitCode.ShouldBe(0, errors);
        output.ShouldBeEmpty();
        errors.ShouldBe("kernelsplit.yaml: written. Next: kernelsplit run\n");
        var project = Written();
        project.Name.ShouldBe("kernel-guest");
        project.Architecture.Name.ShouldBe("aarch64");
        project.Kernel.ShouldBe(Path.Combine(_directory.Path, "source"));
        project.PackagesFor.ShouldBe("suse");
        project.Targets.Select(target => target.Name).ShouldContain("xen");
    }

    [Fact]
    public void A_path_is_relative_to_the_file_that_is_written()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "source"));
        Directory.CreateDirectory(Path.Combine(_directory.Path, "project"));

        Command.Run(
            _directory.Path, "init", "--targets", "kvm", "--kernel", "source", "-o", "project/kernelsplit.yaml")
            .ExitCode.ShouldBe(0);

        Written("project/kernelsplit.yaml").Kernel.ShouldBe(Path.Combine(_directory.Path, "source"));
    }

    [Fact]
    public void Without_a_terminal_the_option_that_is_missing_is_named()
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, "init");

        exitCode.ShouldBe(2);
        errors.ShouldStartWith("--targets: error KS0001: must be given where there is no terminal. Known: base, ");
    }

    [Fact]
    public void A_misspelt_target_is_corrected()
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, "init", "--targets", "hyprv");

        exitCode.ShouldBe(2);
        errors.ShouldContain("Did you mean \"hyperv\"?");
    }

    [Fact]
    public void What_is_there_is_not_replaced()
    {
        _directory.Write("kernelsplit.yaml", "name: mine\n");

        Command.Run(_directory.Path, "init", "--targets", "kvm").Errors.ShouldStartWith("kernelsplit.yaml: error");

        File.ReadAllText(Path.Combine(_directory.Path, "kernelsplit.yaml")).ShouldBe("name: mine\n");
    }

    [Fact]
    public void On_a_terminal_it_asks_again_after_a_wrong_answer_and_shows_the_file_before_it_writes_it()
    {
        var shown = OnTerminal("kernel!guest", "kernel-guest", "", "", "kvm,xen", "", "");

        shown.ShouldContain("no name of a package");
        shown.ShouldContain("Guests of KVM");
        shown.IndexOf("name: kernel-guest", StringComparison.Ordinal)
            .ShouldBeLessThan(shown.IndexOf("Write kernelsplit.yaml [yes]: ", StringComparison.Ordinal));
        var file = File.ReadAllText(Path.Combine(_directory.Path, "kernelsplit.yaml"));
        file.ShouldMatch(@"\ntargets:\n  - kvm +# Guests of KVM.*\n  - xen +# Guests of Xen.*\n\n");
        Written().Targets.ShouldContain(target => target.Name == "xen");
    }

    [Fact]
    public void On_a_terminal_no_means_no()
    {
        OnTerminal("", "", "", "kvm", "", "no").ShouldContain("interrupted");

        Directory.EnumerateFiles(_directory.Path, "*.yaml").ShouldBeEmpty();
    }

    private Project Written(string file = "kernelsplit.yaml") =>
        ProjectReader.Read(Path.Combine(_directory.Path, file), new DataDirectories(Checkout.Folder));

    private string OnTerminal(params string[] lines)
    {
        var start = new ProcessStartInfo(
            "script", ["--quiet", "--return", "--command", $"dotnet '{Command.Program}' init", "typescript"])
        {
            WorkingDirectory = _directory.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        foreach (var line in lines)
            process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        var shown = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return shown;
    }
}
