using KernelSplit.Host.Processes;

namespace KernelSplit.Booting.Emulation;

/// <summary>Whether guests can run on this machine's processors, or QEMU has to translate their code.</summary>
/// <param name="Name">QEMU's name: <c>kvm</c> or <c>tcg</c>.</param>
/// <param name="Reason">Why not KVM; null where it is used.</param>
internal sealed record Accelerator(string Name, string? Reason)
{
    private const int Segment = 64 * 1024;
    private const int ResetVector = 0xFFF0;

    // isa-debug-exit ends QEMU with twice the value, and 1.
    private const byte Value = 0x10;
    private const int Ended = (2 * Value) + 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Tries it with a firmware of four instructions on the processor that guests get: /dev/kvm can be opened on
    /// machines where no guest can run.
    /// </summary>
    /// <param name="program">QEMU.</param>
    /// <param name="machine">The machine to try it on.</param>
    /// <param name="isNative">Whether the guest's architecture is this machine's.</param>
    /// <param name="directory">An empty directory.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Accelerator> Probe(
        string program, MachineType machine, bool isNative, string directory, CancellationToken cancellation)
    {
        const string Device = "/dev/kvm";
        if (!isNative)
            return Tcg("the guest has another architecture");
        if (machine.Name == "virt")
            return Tcg("KVM is only used for x86");
        if (!File.Exists(Device))
            return Tcg($"no {Device}");
        var firmware = Path.Combine(directory, "firmware");
        await File.WriteAllBytesAsync(firmware, Firmware(), cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            string? last = null;
            var call = new ToolCall(
                program, "-machine", "pc,accel=kvm", "-cpu", "max", "-nodefaults", "-display", "none", "-bios",
                firmware,
                "-device", "isa-debug-exit,iobase=0xf4,iosize=4");
            var exit = await Tool.Run(call with { MayFail = true }, line => last = line, patience.Token);
            return exit == Ended ? new Accelerator("kvm", null) : Tcg($"KVM can't run a guest here: {last}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Tcg("KVM doesn't run a guest here");
        }
    }

    /// <summary>
    /// Whether a machine works under it: without ACPI's timer and a PC's, a kernel waits forever for its first tick.
    /// </summary>
    public bool CanRun(MachineType machine) => machine.Name != "microvm" || Name == "kvm";

    private static Accelerator Tcg(string reason) => new("tcg", reason);

    /// <summary>mov $VALUE, %al; out %al, $0xf4; hlt; jmp back.</summary>
    private static byte[] Firmware()
    {
        var firmware = new byte[Segment];
        ((ReadOnlySpan<byte>)[0xB0, Value, 0xE6, 0xF4, 0xF4, 0xEB, 0xFD]).CopyTo(firmware.AsSpan(ResetVector));
        return firmware;
    }
}
