using System.Diagnostics;
using System.Globalization;

namespace KernelSplit.Tests.Cli;

/// <summary>What a signal does to a command that waits for its standard input.</summary>
public sealed class SignalTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_a_command_that_reads_standard_input(string signal, int exitCode)
    {
        using var process = StartReading("env", $"--default-signal={signal}");

        Signal(process, signal);

        process.WaitForExit(HangGuard).ShouldBeTrue();
        process.ExitCode.ShouldBe(exitCode);
        process.StandardError.ReadToEnd().ShouldBe("kernelsplit: interrupted\n");
    }

    [Fact]
    public void Two_signals_at_once_are_no_more_than_one()
    {
        using var process = StartReading("env", "--default-signal=INT,TERM");

        Shell.Must("sh", "-c", $"kill -INT {process.Id}; kill -TERM {process.Id}; kill -INT {process.Id}");

        process.WaitForExit(HangGuard).ShouldBeTrue();
        process.ExitCode.ShouldBeOneOf(130, 143);
        process.StandardError.ReadToEnd().ShouldBe("kernelsplit: interrupted\n");
    }

    [Fact]
    public void Nohup_keeps_a_command_running()
    {
        using var process = StartReading("env", "--ignore-signal=HUP");

        Signal(process, "HUP");
        process.WaitForExit(TimeSpan.FromSeconds(3)).ShouldBeFalse();

        process.StandardInput.Close();
        process.WaitForExit(HangGuard).ShouldBeTrue();
        process.ExitCode.ShouldBeLessThan(128);
    }

    private static void Signal(Process process, string signal) =>
        Shell.Must("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));

    private static Process StartReading(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(
            program, [.. arguments, "dotnet", Command.Program, "map", "import", "-", "-o", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.WriteLine("# a comment");
        process.StandardInput.Flush();
        // It handles signals before it reads; the runtime has handlers of its own from the start.
        var time = Stopwatch.StartNew();
        while (!Reads(process))
        {
            time.Elapsed.ShouldBeLessThan(HangGuard);
            Thread.Sleep(20);
        }

        return process;
    }

    /// <summary>Whether a thread is in read(2) of standard input: proc(5), syscall, on x86_64 and aarch64.</summary>
    private static bool Reads(Process process)
    {
        var directory = $"/proc/{process.Id}";
        return Directory.EnumerateDirectories(Path.Combine(directory, "task")).Any(task =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "syscall")).Split(' ') is ["0" or "63", var file, ..]
                    && Target(Convert.ToInt32(file, 16)) == Target(0);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
                return false;
            }
        });

        // .NET reads a duplicate of the descriptor.
        string? Target(int file) => new FileInfo(
            string.Create(CultureInfo.InvariantCulture, $"{directory}/fd/{file}")).LinkTarget;
    }
}
