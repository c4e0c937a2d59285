using System.Text;
using KernelSplit.Kbuild.Probing;

namespace KernelSplit.Tests.Kbuild;

public sealed class KconfigProbesTests : IDisposable
{
    private const string Probe = "{ test \"GCC\" = GCC; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"";

    // A file that changed less than two seconds ago isn't trusted.
    private static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(2.1);

    private readonly TempDirectory _folder = new("kernelsplit-probes-");
    private readonly StringBuilder _errors = new();
    private readonly Dictionary<string, string> _variables;

    public KconfigProbesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "work"));
        _variables = new() { ["PATH"] = "/usr/bin:/bin", ["srctree"] = Path.Combine(_folder.Path, "tree"), ["CC"] = "sed" };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_answer_is_remembered()
    {
        Ask(Probe).ShouldBe(("y\n", 1));
        Ask(Probe).ShouldBe(("y\n", 0));
    }

    [Fact]
    public void What_is_remembered_is_forgotten_when_another_environment_asks()
    {
        Ask("test \"$CC\" = sed && echo y || echo n").ShouldBe(("y\n", 1));
        _variables["CC"] = "tr";
        Ask("test \"$CC\" = sed && echo y || echo n").ShouldBe(("n\n", 1));
    }

    [Fact]
    public void What_changes_in_each_session_is_no_other_environment()
    {
        Ask(Probe).ShouldBe(("y\n", 1));
        _variables["SHLVL"] = "7";
        Ask(Probe).ShouldBe(("y\n", 0));
    }

    [Fact]
    public void A_changed_script_is_asked_again()
    {
        var script = Script("version.sh", "#!/bin/sh\necho 1\n");
        Thread.Sleep(UntilSettled);
        Ask(script).ShouldBe(("1\n", 1));
        Ask(script).ShouldBe(("1\n", 0));
        Script("version.sh", "#!/bin/sh\necho 2\n");
        Ask(script).ShouldBe(("2\n", 1));
    }

    [Fact]
    public void A_changed_script_that_a_script_calls_is_noticed()
    {
        Script("least.sh", "#!/bin/sh\necho 1\n");
        var script = Script("version.sh", "#!/bin/sh\nleast=$(dirname $0)/least.sh\necho $($least gcc)\n");
        Thread.Sleep(UntilSettled);
        Ask(script).ShouldBe(("1\n", 1));
        Ask(script).ShouldBe(("1\n", 0));
        Script("least.sh", "#!/bin/sh\necho 2\n");
        Ask(script).ShouldBe(("2\n", 1));
    }

    [Fact]
    public void A_changed_tool_is_asked_again()
    {
        var tools = Path.Combine(_folder.Path, "tools");
        Directory.CreateDirectory(tools);
        File.Copy("/bin/false", Path.Combine(tools, "nm"));
        _variables["PATH"] = $"{tools}:/usr/bin:/bin";
        const string Command = "nm --help >/dev/null 2>&1 && echo y || echo n";
        Thread.Sleep(UntilSettled);
        Ask(Command).ShouldBe(("n\n", 1));
        Ask(Command).ShouldBe(("n\n", 0));
        // In place: the folder doesn't change.
        File.WriteAllBytes(Path.Combine(tools, "nm"), File.ReadAllBytes("/bin/true"));
        Ask(Command).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void A_tool_that_appears_earlier_in_the_path_is_asked()
    {
        var tools = Path.Combine(_folder.Path, "tools");
        Directory.CreateDirectory(tools);
        _variables["PATH"] = $"{tools}:/usr/bin:/bin";
        const string Command = "head --version >/dev/null 2>&1 && echo y || echo n";
        Thread.Sleep(UntilSettled);
        Ask(Command).Answer.ShouldBe("y\n");
        File.Copy("/bin/false", Path.Combine(tools, "head"));
        Ask(Command).Answer.ShouldBe("n\n");
    }

    [Fact]
    public void A_file_that_a_command_tests_for_is_noticed_when_it_comes()
    {
        var file = Path.Combine(_folder.Path, "plugin.h");
        Ask($"test -e {file} && echo y || echo n").ShouldBe(("n\n", 1));
        Ask($"test -e {file} && echo y || echo n").ShouldBe(("n\n", 0));
        _folder.Write("plugin.h", "");
        Ask($"test -e {file} && echo y || echo n").ShouldBe(("y\n", 1));
    }

    [Fact]
    public void What_changed_just_now_is_not_remembered()
    {
        var script = Script("version.sh", "#!/bin/sh\necho 1\n");
        Ask(script).ShouldBe(("1\n", 1));
        Ask(script).ShouldBe(("1\n", 1));
    }

    [Fact]
    public void Errors_are_shown_each_time()
    {
        Ask("echo wrong >&2; echo y").ShouldBe(("y\n", 1));
        Ask("echo wrong >&2; echo y").ShouldBe(("y\n", 1));
        _errors.ToString().ShouldBe("wrong\nwrong\n");
    }

    [Theory]
    [InlineData("echo y; echo x >> log")]
    [InlineData("echo y | tee log")]
    [InlineData("date +%N")]
    [InlineData("head -n1 /proc/uptime | cut -d. -f1")]
    [InlineData("cat")]
    [InlineData("sed -n 1p -")]
    [InlineData("echo 1,2 | sed 's/1/2/w log'")]
    [InlineData("echo $$")]
    [InlineData("echo $RANDOM")]
    [InlineData("echo `uname -r`")]
    [InlineData("x=$(uname -r); echo $x")]
    [InlineData("env")]
    [InlineData("env A=1 echo y")]
    [InlineData("PATH=/bin:$PATH; echo y")]
    [InlineData("eval echo y")]
    [InlineData("mkdir out; echo y; rmdir out")]
    [InlineData("gcc -c x.c")]
    [InlineData("gcc -I include -E x.c")]
    [InlineData("sh -c 'echo y'")]
    [InlineData("python3 -c 'import time; print(time.time())'")]
    [InlineData("./outside.sh")]
    public void What_may_have_effects_or_other_inputs_is_asked_each_time(string command)
    {
        Ask(command).Runs.ShouldBeGreaterThan(0);
        Ask(command).Runs.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_damaged_cache_is_no_cache()
    {
        Ask(Probe);
        foreach (var file in Directory.GetFiles(Cache))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[^3] ^= 1;
            File.WriteAllBytes(file, bytes);
        }

        Ask(Probe).ShouldBe(("y\n", 1));
        Ask(Probe).ShouldBe(("y\n", 0));
    }

    [Fact]
    public void Where_nothing_can_be_kept_commands_are_run()
    {
        _folder.Write("file", "");
        var probes = new KconfigProbes(_variables, Work, Path.Combine(_folder.Path, "file", "probes"));
        probes.Run(Probe).ShouldBe("y\n");
        probes.Save();
    }

    [Fact]
    public void What_is_foreseen_runs_once()
    {
        var probes = new KconfigProbes(_variables, Work, Cache);
        probes.Foresee(Probe, isNeeded: false);
        probes.Run(Probe).ShouldBe("y\n");
        probes.Save();
        probes.RunCount.ShouldBe(1);
    }

    [Fact]
    public void What_has_effects_does_not_run_ahead()
    {
        var probes = new KconfigProbes(_variables, Work, Cache);
        probes.Foresee("echo x >> log", isNeeded: true).ShouldBeNull();
        File.Exists(Path.Combine(Work, "log")).ShouldBeFalse();
        probes.Run("echo x >> log");
        probes.Save();
        File.ReadAllText(Path.Combine(Work, "log")).ShouldBe("x\n");
    }

    [Fact]
    public void Many_that_are_foreseen_all_answer()
    {
        var probes = new KconfigProbes(_variables, Work, Cache);
        var commands = Enumerable.Range(0, 40).Select(i => $"printf '%s' {i}").ToList();
        commands.ForEach(command => probes.Foresee(command, isNeeded: false));
        commands.Select(probes.Run).ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}"));
        probes.Save();
        probes.RunCount.ShouldBe(40);
    }

    private string Work => Path.Combine(_folder.Path, "work");

    private string Cache => Path.Combine(_folder.Path, "cache");

    private (string Answer, int Runs) Ask(string command)
    {
        var probes = new KconfigProbes(_variables, Work, Cache, text => _errors.Append(text));
        var answer = probes.Run(command);
        probes.Save();
        return (answer, probes.RunCount);
    }

    private string Script(string name, string text)
    {
        var path = _folder.Write($"tree/scripts/{name}", text);
        System.Diagnostics.Process.Start("chmod", ["+x", path]).WaitForExit();
        return path;
    }
}
