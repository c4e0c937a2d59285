
namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit run</c> when it is interrupted, and when the kernel doesn't compile.</summary>
[Part(Part.Compile)]
public sealed class BrokenRunTests(Shared<DemoRun> shared)
{
    // Not how long it may take, but when it counts as hanging: a loaded machine needs long to end compilers.
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(5);

    private readonly DemoRun _run = shared.Value;

    [Fact]
    public void Ctrl_C_leaves_nothing_half_written_and_the_next_run_goes_on()
    {
        using var project = new SmallProject(_run.Source);

        var errors = InterruptAfter(project, objects: 40);
        var compiled = project.Compiled();

        errors.ShouldContain("interrupted; the next run resumes after the last completed stage");
        Directory.Exists(project.Output).ShouldBeFalse();
        project.Results("config").ShouldHaveSingleItem().ShouldNotEndWith(".partial");
        project.Results("build").ShouldHaveSingleItem().ShouldEndWith(".partial");
        Shell.CommandLinesWith(project.Cache).ShouldBeEmpty("compilers are still running");

        InterruptAfter(project, objects: compiled.Length + 20);

        // What was in the compilers' hands when they were stopped is compiled again, nothing else is.
        project.Compiled().GroupBy(line => line).Count(line => line.Count() > 1).ShouldBeLessThan(10);
        Shell.CommandLinesWith(project.Cache).ShouldBeEmpty("compilers are still running");
    }

    [Fact]
    public void A_failed_compile_shows_the_compilers_error_and_where_the_log_is()
    {
        using var tools = new TempDirectory("kernelsplit-");
        using var project = new SmallProject(_run.Source);
        // The compiler, which finds a mistake in the first file of the kernel that it compiles.
        var mistake = tools.Write("mistake.h", "#error broken on purpose\n");
        var compiler = Shell.Must("sh", "-c", "command -v gcc").Output.Trim();
        var gcc = tools.Write("gcc", $"#!/bin/sh\ncase \"$*\" in *kernel/bounds.c*) set -- -include '{mistake}' \"$@\" "
            + $";; esac\nexec {compiler} \"$@\"\n");
        Shell.Must("chmod", "+x", gcc);

        var ended = project.Run(("PATH", $"{tools.Path}:{Environment.GetEnvironmentVariable("PATH")}"));

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain("mistake.h:1:2: error: #error broken on purpose");
        ended.Errors.ShouldContain("the kernel doesn't build. Full log: ");
        ended.Errors.ShouldNotContain("   at ");
        File.Exists(ended.Errors.Split("Full log: ")[1].Trim()).ShouldBeTrue();
        Directory.Exists(project.Output).ShouldBeFalse();
    }

    private static string InterruptAfter(SmallProject project, int objects)
    {
        using var process = project.Start();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        while (project.Compiled().Length < objects && !process.HasExited)
        {
            Thread.Sleep(200);
        }

        Shell.Must("sh", "-c", $"kill -INT {process.Id}");
        process.WaitForExit(HangGuard).ShouldBeTrue("Ctrl-C doesn't end it");
        process.ExitCode.ShouldBe(130, errors.Result);
        return errors.Result;
    }
}
