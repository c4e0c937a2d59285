using System.ComponentModel;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Host.Qemu;

/// <summary>Asks a QEMU what it can show its guests.</summary>
public static class QemuProgram
{
    // A QEMU answers in a tenth of a second; what isn't one may wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="program">A name in PATH, or a path.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="InvalidInputException">There is no such program, or it isn't QEMU.</exception>
    public static async Task<QemuDevices> Ask(string program, CancellationToken cancellation)
    {
        if (ProgramPath.Find(program) is not { } path)
            throw new InvalidInputException(program, "no such program", "Name a QEMU: qemu-system-x86_64, or the path of one");
        // Asked first, because "-device help" may mean anything to another program.
        var version = await Run(path, program, cancellation, "--version");
        if (!version.Contains("QEMU", StringComparison.Ordinal))
            throw NoQemu(program);
        return QemuDevices.Parse(
            program, version, await Run(path, program, cancellation, "-device", "help"), await Run(path, program, cancellation, "-machine", "help"))
            ?? throw NoQemu(program);
    }

    private static async Task<string> Run(string path, string program, CancellationToken cancellation, params string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await Tool.Output(new ToolCall(path, arguments), patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidInputException(program, $"no answer to {string.Join(' ', arguments)} in {Patience.TotalSeconds} seconds");
        }
        catch (Exception e) when (e is ToolFailedException or Win32Exception)
        {
            throw new InvalidInputException(program, $"can't be asked for {string.Join(' ', arguments)}: {e.Message}");
        }
    }

    private static InvalidInputException NoQemu(string program) =>
        new(program, "no QEMU: it doesn't say its version as QEMU does", "Name a QEMU: qemu-system-x86_64, or the path of one");
}
