using System.ComponentModel;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Host.Qemu;

/// <summary>Asks a QEMU binary what it can emulate.</summary>
public static class QemuProgram
{
    private const string GiveQemu = "Give a QEMU binary: qemu-system-x86_64, or a path";

    // QEMU answers in a tenth of a second; another program may wait forever.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <param name="program">A name in PATH, or a path.</param>
    /// <param name="cancellation">Terminates the program.</param>
    /// <exception cref="InvalidInputException">There is no such program, or it isn't QEMU.</exception>
    public static async Task<QemuDevices> Ask(string program, CancellationToken cancellation)
    {
        if (ProgramPath.Find(program) is not { } path)
            throw new InvalidInputException(program, "no such program", GiveQemu);
        // First, because "-device help" may mean anything to another program.
        var version = await Run(path, program, cancellation, "--version");
        if (!version.Contains("QEMU", StringComparison.Ordinal))
            throw NotQemu(program);
        return QemuDevices.Parse(
            program, version, await Run(path, program, cancellation, "-device", "help"),
            await Run(path, program, cancellation, "-machine", "help"))
            ?? throw NotQemu(program);
    }

    private static async Task<string> Run(
        string path, string program, CancellationToken cancellation, params string[] arguments)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Timeout);
        try
        {
            return await Tool.Output(new ToolCall(path, arguments), timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidInputException(
                program, $"no answer to {string.Join(' ', arguments)} within {Timeout.TotalSeconds} seconds");
        }
        catch (Exception e) when (e is ToolFailedException or Win32Exception)
        {
            throw new InvalidInputException(program, $"{string.Join(' ', arguments)} failed: {e.Message}");
        }
    }

    private static InvalidInputException NotQemu(string program) =>
        new(program, "not QEMU: unexpected output of --version", GiveQemu);
}
