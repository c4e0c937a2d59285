using System.Globalization;
using System.Runtime.InteropServices;
using KernelSplit.Host.Processes;

namespace KernelSplit.Cli.Output;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP: the command is asked to stop, and what it has started is stopped. One that waits for
/// something else, such as its standard input, is ended. A second signal ends everything at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int FirstOfSignals = 128;

    // How long a command has that runs no program: it needs a moment to delete what it was working on.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // How long programs have: make deletes the targets that are half written.
    private static readonly TimeSpan GraceForPrograms = TimeSpan.FromSeconds(20);

    // timeout(1) and terminals send two signals at once, which mean one.
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(1);

    private static int _exitCode;
    private static long _since;

    private readonly CancellationTokenSource _cancel = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly ManualResetEventSlim _ended = new();

    public Interruption()
    {
        var ignored = Ignored();
        foreach (var (signal, number) in new[]
        {
            (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15),
        })
        {
            // nohup, or a shell that started us in the background.
            if ((ignored & (1UL << (number - 1))) == 0)
                _registrations.Add(PosixSignalRegistration.Create(signal, context => Handle(context, number)));
        }
    }

    /// <summary>128 and the signal's number, as shells have it; 0 as long as there was none.</summary>
    public static int ExitCode => Volatile.Read(ref _exitCode);

    public CancellationToken Token => _cancel.Token;

    public void Dispose()
    {
        _ended.Set();
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Handle(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, FirstOfSignals + number, 0) == 0)
        {
            Volatile.Write(ref _since, Environment.TickCount64);
            new Thread(Watch) { IsBackground = true }.Start();
            // Continuations of the command may run on the thread that cancels.
            new Thread(_cancel.Cancel) { IsBackground = true }.Start();
        }
        else if (TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _since)) > Same)
        {
            End();
        }
    }

    private void Watch()
    {
        var start = Environment.TickCount64;
        var idle = start;
        while (!_ended.Wait(TimeSpan.FromMilliseconds(50)))
        {
            var now = Environment.TickCount64;
            if (Tool.IsAnyRunning)
                idle = now;
            if (TimeSpan.FromMilliseconds(now - idle) > Grace
                || TimeSpan.FromMilliseconds(now - start) > GraceForPrograms)
                End();
        }
    }

    private static void End()
    {
        Failure.Print(ExitCode, "kernelsplit: interrupted");
        ProcessEnd.Now(ExitCode);
    }

    private static ulong Ignored()
    {
        const string Status = "/proc/self/status";
        const string Field = "SigIgn:";
        // A root that packages are just being installed into has no /proc.
        var line = !File.Exists(Status) ? null : File.ReadLines(Status).FirstOrDefault(line =>
            line.StartsWith(Field, StringComparison.Ordinal));
        return line is null
            ? 0
            : ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
