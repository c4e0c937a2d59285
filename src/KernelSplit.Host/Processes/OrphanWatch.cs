using System.ComponentModel;
using System.Diagnostics;

namespace KernelSplit.Host.Processes;

/// <summary>
/// A shell that outlives this process for a moment. When we are killed, which we can't notice, its standard input ends;
/// then it ends all that we have started and that is still running. Linux's own way, PR_SET_PDEATHSIG, reaches only
/// children, no descendants, and counts the end of the thread that started them.
/// </summary>
internal static class OrphanWatch
{
    /// <summary>The environment variable by which our descendants are found, whoever their parents are.</summary>
    public const string Variable = "KERNELSPLIT_RUN";

    // SIGTERM first: make deletes targets that are half written.
    private const string Script = """
        exec >/dev/null 2>&1
        trap '' HUP INT QUIT TERM
        while read -r line; do :; done
        for signal in TERM TERM TERM TERM TERM TERM TERM TERM TERM TERM KILL KILL KILL KILL KILL; do
            found=
            for file in $(grep -alsF "$1" /proc/[0-9]*/environ); do
                process=${file#/proc/}
                kill -$signal "${process%/environ}" && found=yes
            done
            [ "$found" ] || exit 0
            sleep 0.2
        done
        """;

    // Without a reference to the shell, the next garbage collection closes the pipe, and it ends what still works.
    private static readonly Lazy<(string Id, Process? Shell)> Run = new(Start);

    /// <summary>The variable's value in the environment of what we start.</summary>
    public static string Id => Run.Value.Id;

    private static (string Id, Process? Shell) Start()
    {
        var id = $"{Environment.ProcessId}-{Path.GetRandomFileName()}";
        try
        {
            // The process keeps the other end of the pipe as long as it lives.
            return (id, Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", $"{Variable}={id}"])
            {
                RedirectStandardInput = true,
                WorkingDirectory = "/",
            }));
        }
        catch (Win32Exception)
        {
            // Without a shell, nothing that we start would start others.
            return (id, null);
        }
    }
}
