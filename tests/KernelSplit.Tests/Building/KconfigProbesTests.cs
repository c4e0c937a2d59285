using System.Text;
using KernelSplit.Building.Probing;

namespace KernelSplit.Tests.Building;

public sealed class KconfigProbesTests : IDisposable
{
    private const string Probe = "{ test \"GCC\" = GCC; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"";

    private readonly TempDirectory _directory = new("kernelsplit-probes-");
    private readonly StringBuilder _errors = new();
    private readonly Dictionary<string, string> _variables;

    public KconfigProbesTests()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "work"));
        var source = Path.Combine(_directory.Path, "tree");
        _variables = new() { ["PATH"] = "/usr/bin:/bin", ["srctree"] = source, ["CC"] = "gcc", ["ONE"] = "1" };
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_answer_is_remembered()
    {
        Ask(Probe).ShouldBe(("y\n", 1));
        Ask(Probe).ShouldBe(("y\n", 0));
    }

    [Fact]
    public void What_is_remembered_is_forgotten_when_another_environment_asks()
    {
        Ask("test \"$ONE\" = 1 && echo y || echo n").ShouldBe(("y\n", 1));
        _variables["ONE"] = "2";
        Ask("test \"$ONE\" = 1 && echo y || echo n").ShouldBe(("n\n", 1));
    }

    [Fact]
    public void What_changes_in_each_session_is_no_other_environment()
    {
        Ask(Probe).ShouldBe(("y\n", 1));
        _variables["SHLVL"] = "7";
        Ask(Probe).ShouldBe(("y\n", 0));
    }

    [Fact]
    public void Another_working_directory_is_asked_for_itself()
    {
        Ask(Probe).ShouldBe(("y\n", 1));
        Directory.CreateDirectory(Path.Combine(_directory.Path, "other"));
        Ask(Probe, directory: Path.Combine(_directory.Path, "other")).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void A_changed_script_is_asked_again()
    {
        var script = Script("version.sh", "echo 1");
        Ask(script).ShouldBe(("1\n", 1));
        Ask(script).ShouldBe(("1\n", 0));
        Script("version.sh", "echo 2");
        Ask(script).ShouldBe(("2\n", 1));
    }

    [Fact]
    public void A_changed_script_that_a_script_calls_is_noticed()
    {
        Script("least.sh", "echo 1");
        var script = Script("version.sh", "least=$(dirname $0)/least.sh\necho $($least gcc)");
        Ask(script).ShouldBe(("1\n", 1));
        Ask(script).ShouldBe(("1\n", 0));
        Script("least.sh", "echo 2");
        Ask(script).ShouldBe(("2\n", 1));
    }

    [Fact]
    public void A_changed_dummy_compiler_of_the_source_is_asked_again()
    {
        var compiler = Script("dummy-tools/gcc", "echo 1");
        _variables["CC"] = compiler;
        Ask($"{compiler} --version").ShouldBe(("1\n", 1));
        Ask($"{compiler} --version").ShouldBe(("1\n", 0));
        Script("dummy-tools/gcc", "echo 2");
        Ask($"{compiler} --version").ShouldBe(("2\n", 1));
    }

    [Fact]
    public void A_changed_compiler_is_asked_again()
    {
        var script = Script("works.sh", "$RUSTC && echo y || echo n");
        _variables["RUSTC"] = Program("rust/rustc", "/bin/false");
        Ask(script).ShouldBe(("n\n", 1));
        Ask(script).ShouldBe(("n\n", 0));
        // In place: neither the command nor a directory of PATH tells.
        Program("rust/rustc", "/bin/true");
        Ask(script).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void A_changed_assembler_beside_the_compiler_is_noticed()
    {
        _variables["CROSS_COMPILE"] = Path.Combine(_directory.Path, "cross", "arm-");
        var script = Script("assembles.sh", "${CROSS_COMPILE}as && echo y || echo n");
        Program("cross/arm-as", "/bin/false");
        Ask(script).ShouldBe(("n\n", 1));
        Ask(script).ShouldBe(("n\n", 0));
        Program("cross/arm-as", "/bin/true");
        Ask(script).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void A_compiler_that_may_run_any_other_is_asked_each_time()
    {
        var compiler = _directory.Write("wrapper", "#!/bin/sh\necho 1\n");
        MakeExecutable(compiler);
        _variables["CC"] = compiler;
        Ask($"{compiler} --version").ShouldBe(("1\n", 1));
        Ask($"{compiler} --version").ShouldBe(("1\n", 1));
        Ask(Script("version.sh", "$CC --version")).ShouldBe(("1\n", 1));
        Ask(Script("version.sh", "$CC --version")).ShouldBe(("1\n", 1));
    }

    [Fact]
    public void Another_toolchain_of_rustup_is_asked_again()
    {
        _variables["RUSTUP_HOME"] = _directory.Path;
        Ask(Probe).ShouldBe(("y\n", 1));
        Ask(Probe).ShouldBe(("y\n", 0));
        _directory.Write("settings.toml", "default_toolchain = \"nightly\"");
        Ask(Probe).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void A_tool_that_appears_earlier_in_the_path_is_asked()
    {
        _variables["PATH"] = $"{Directory.CreateDirectory(Path.Combine(_directory.Path, "tools"))}:/usr/bin:/bin";
        var script = Script("version.sh", "head --version >/dev/null && echo y || echo n");
        Ask(script).ShouldBe(("y\n", 1));
        Ask(script).ShouldBe(("y\n", 0));
        Program("tools/head", "/bin/false");
        Ask(script).ShouldBe(("n\n", 1));
    }

    [Fact]
    public void A_changed_tool_of_the_path_is_asked_again()
    {
        _variables["PATH"] = $"{Path.Combine(_directory.Path, "tools")}:/usr/bin:/bin";
        Program("tools/expr", "/bin/false");
        const string Command = "expr 1 + 1 >/dev/null && echo y || echo n";
        Ask(Command).ShouldBe(("n\n", 1));
        Ask(Command).ShouldBe(("n\n", 0));
        // In place: its directory doesn't change.
        Program("tools/expr", "/bin/true");
        Ask(Command).ShouldBe(("y\n", 1));
    }

    [Theory]
    [InlineData("var/lib/dpkg/status")]
    [InlineData("var/lib/rpm/rpmdb.sqlite-wal")]
    [InlineData("usr/lib/sysimage/rpm/Packages.db")]
    [InlineData("etc/os-release")]
    public void Whatever_is_installed_everything_is_asked_again(string file)
    {
        _directory.Write(file, "");
        Ask(Probe).ShouldBe(("y\n", 1));
        Ask(Probe).ShouldBe(("y\n", 0));
        _directory.Write(file, "");
        Ask(Probe).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void What_pip_installs_is_noticed()
    {
        _variables["PATH"] = $"{Path.Combine(_directory.Path, "venv/bin")}:/usr/bin:/bin";
        Program("venv/bin/python3", "/bin/false");
        _directory.Write("venv/lib/python3.13/site-packages/README.txt", "");
        const string Command = "{ python3 -c \"import lxml\"; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"";
        Ask(Command).ShouldBe(("n\n", 1));
        Ask(Command).ShouldBe(("n\n", 0));
        _directory.Write("venv/lib/python3.13/site-packages/lxml.py", "");
        Ask(Command).ShouldBe(("n\n", 1));
    }

    [Fact]
    public void A_file_that_a_command_tests_for_is_noticed_when_it_comes()
    {
        var file = Path.Combine(_directory.Path, "plugin.h");
        Ask($"test -e {file} && echo y || echo n").ShouldBe(("n\n", 1));
        Ask($"test -e {file} && echo y || echo n").ShouldBe(("n\n", 0));
        _directory.Write("plugin.h", "");
        Ask($"test -e {file} && echo y || echo n").ShouldBe(("y\n", 1));
    }

    [Fact]
    public void Errors_are_shown_each_time()
    {
        var script = Script("version.sh", "echo wrong >&2; echo y");
        Ask(script).ShouldBe(("y\n", 1));
        Ask(script).ShouldBe(("y\n", 1));
        _errors.ToString().ShouldBe("wrong\nwrong\n");
    }

    [Fact]
    public void What_a_command_said_before_a_signal_ended_it_is_not_remembered()
    {
        var script = Script("version.sh", "echo y; test -e done || { touch done; kill -TERM $$; }");
        Ask(script).ShouldBe(("y\n", 1));
        Ask(script).ShouldBe(("y\n", 1));
        Ask(script).ShouldBe(("y\n", 0));
    }

    [Fact]
    public void When_a_signal_ends_one_command_no_other_is_remembered()
    {
        var probes = new KconfigProbes(_variables, Work, Cache, root: _directory.Path);
        probes.Run(Probe);
        probes.Run(Script("version.sh", "kill -TERM $$"));
        probes.Save();
        Ask(Probe).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void When_everything_is_cancelled_nothing_is_remembered()
    {
        using var cancellation = new CancellationTokenSource();
        var probes = new KconfigProbes(
            _variables, Work, Cache, cancellation: cancellation.Token, root: _directory.Path);
        probes.Run(Probe);
        cancellation.Cancel();
        Should.Throw<OperationCanceledException>(() => probes.Run(Probe));
        probes.Save();
        Ask(Probe).ShouldBe(("y\n", 1));
    }

    [Fact]
    public void Where_a_compiler_has_no_room_to_work_nothing_is_remembered()
    {
        var script = Script("works.sh", "touch $TMPDIR/x 2>/dev/null && echo y || echo n");
        _variables["TMPDIR"] = Path.Combine(_directory.Path, "temporary");
        Ask(script).ShouldBe(("n\n", 1));
        Directory.CreateDirectory(_variables["TMPDIR"]);
        Ask(script).ShouldBe(("y\n", 1));
        Ask(script).ShouldBe(("y\n", 0));
        Directory.GetFiles(_variables["TMPDIR"]).ShouldBe([Path.Combine(_variables["TMPDIR"], "x")]);
    }

    [Fact]
    public void A_command_finds_no_input()
    {
        var script = Script("reads.sh", "cat; echo y");
        Ask(script).ShouldBe(("y\n", 1));
    }

    [Theory]
    [InlineData("set -- GCC 120200 && echo $2", "120200\n")]
    [InlineData("{ command -v gcc; } >/dev/null 2>&1 && echo \"n\" || echo \"y\"", "n\n")]
    [InlineData("{ gcc --version | head -n1 | grep -qv llvm; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"", "y\n")]
    [InlineData("{ echo 'void foo(void) { asm inline (\"\"); }' | $CC -x c - -c -o /dev/null; } >/dev/null 2>&1 && "
        + "echo \"y\" || echo \"n\"", "y\n")]
    [InlineData("{ printf \"%b\\n\" \"nop\" | gcc  -Wa,--fatal-warnings -c -x assembler-with-cpp -o /dev/null -; } "
        + ">/dev/null 2>&1 && echo \"y\" || echo \"n\"", "y\n")]
    [InlineData("{ trap \"rm -rf .tmp_$$\" EXIT; mkdir .tmp_$$; gcc -Werror -Os -c -x c /dev/null -o .tmp_$$/tmp.o; } "
        + ">/dev/null 2>&1 && echo \"y\" || echo \"n\"", "y\n")]
    [InlineData("bindgen --version workaround-for-0.69.0 2>/dev/null", "")]
    public void What_kernels_ask_is_remembered(string command, string answer)
    {
        _variables["BINDGEN"] = "bindgen";
        Ask(command).ShouldBe((answer, 1));
        Ask(command).ShouldBe((answer, 0));
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
    [InlineData("env \"CC=another\" true")]
    [InlineData("env \"PATH=/tmp\" true")]
    [InlineData("PATH=/bin:$PATH; echo y")]
    [InlineData("eval echo y")]
    [InlineData("mkdir out; echo y; rmdir out")]
    [InlineData("gcc -c x.c")]
    [InlineData("gcc -I include -E x.c")]
    [InlineData("sh -c 'echo y'")]
    [InlineData("python3 -c 'import time; print(time.time())'")]
    [InlineData("./outside.sh")]
    [InlineData("command mkdir out")]
    [InlineData("echo y & sleep 0")]
    public void What_may_have_effects_or_other_inputs_is_asked_each_time(string command)
    {
        Ask(command).Runs.ShouldBeGreaterThan(0);
        Ask(command).Runs.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_damaged_byte_of_the_cache_is_noticed_and_the_answer_made_again()
    {
        Ask(Probe);
        var file = Directory.GetFiles(Cache).ShouldHaveSingleItem();
        var whole = File.ReadAllBytes(file);
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 1;
            File.WriteAllBytes(file, damaged);
            Ask(Probe).ShouldBe(("y\n", 1), $"byte {i}");
            Ask(Probe).ShouldBe(("y\n", 0), $"byte {i}");
        }
    }

    [Fact]
    public void A_cache_that_was_cut_is_noticed()
    {
        Ask(Probe);
        var file = Directory.GetFiles(Cache).ShouldHaveSingleItem();
        for (var length = File.ReadAllBytes(file).Length - 1; length >= 0; length--)
        {
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
            Ask(Probe).ShouldBe(("y\n", 1), $"{length} bytes");
        }
    }

    [Fact]
    public void Two_caches_that_were_swapped_are_noticed()
    {
        const string Command = "test \"$ONE\" = 1 && echo y || echo n";
        Ask(Command).ShouldBe(("y\n", 1));
        var one = Directory.GetFiles(Cache).ShouldHaveSingleItem();
        _variables["ONE"] = "2";
        Ask(Command).ShouldBe(("n\n", 1));
        var two = Directory.GetFiles(Cache).Single(file => file != one);
        File.Copy(one, two, overwrite: true);
        Ask(Command).ShouldBe(("n\n", 1));
    }

    [Fact]
    public void A_file_that_changes_right_after_somebody_looked_is_seen_to_change()
    {
        var file = _directory.Write("file", "0");
        for (var i = 1; i < 10; i++)
        {
            File.WriteAllText(file, $"{i}");
            var state = FileState.Of(file);
            File.WriteAllText(file, $"{i - 1}");
            FileState.Of(file).ShouldNotBe(state);
        }
    }

    [Fact]
    public void Where_nothing_can_be_kept_commands_are_run()
    {
        _directory.Write("file", "");
        var probes = new KconfigProbes(_variables, Work, Path.Combine(_directory.Path, "file", "probes"));
        probes.Run(Probe).ShouldBe("y\n");
        probes.Save();
    }

    [Fact]
    public void A_prefetched_command_runs_once()
    {
        var probes = new KconfigProbes(_variables, Work, Cache);
        probes.Prefetch(Probe, isNeeded: false);
        probes.Run(Probe).ShouldBe("y\n");
        probes.Save();
        probes.RunCount.ShouldBe(1);
    }

    [Fact]
    public void What_has_effects_does_not_run_ahead()
    {
        var probes = new KconfigProbes(_variables, Work, Cache);
        probes.Prefetch("echo x >> log", isNeeded: true).ShouldBeNull();
        File.Exists(Path.Combine(Work, "log")).ShouldBeFalse();
        probes.Run("echo x >> log");
        probes.Save();
        File.ReadAllText(Path.Combine(Work, "log")).ShouldBe("x\n");
    }

    [Fact]
    public void Many_prefetched_commands_all_answer()
    {
        var probes = new KconfigProbes(_variables, Work, Cache);
        var commands = Enumerable.Range(0, 40).Select(i => $"printf '%s' {i}").ToList();
        commands.ForEach(command => probes.Prefetch(command, isNeeded: false));
        commands.Select(probes.Run).ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}"));
        probes.Save();
        probes.RunCount.ShouldBe(40);
    }

    private string Work => Path.Combine(_directory.Path, "work");

    private string Cache => Path.Combine(_directory.Path, "cache");

    private (string Answer, int Runs) Ask(string command, string? directory = null)
    {
        var probes = new KconfigProbes(
            _variables, directory ?? Work, Cache, text => _errors.Append(text), root: _directory.Path);
        var answer = probes.Run(command);
        probes.Save();
        return (answer, probes.RunCount);
    }

    private string Script(string name, string text)
    {
        var path = _directory.Write($"tree/scripts/{name}", $"#!/bin/sh\n{text}\n");
        MakeExecutable(path);
        return path;
    }

    /// <summary>A program by another name; one that exists already changes in place.</summary>
    private string Program(string name, string original)
    {
        var path = Path.Combine(_directory.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, File.ReadAllBytes(original));
        MakeExecutable(path);
        return path;
    }

    private static void MakeExecutable(string path) =>
        System.Diagnostics.Process.Start("chmod", ["+x", path]).WaitForExit();
}
