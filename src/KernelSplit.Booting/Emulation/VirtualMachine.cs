using System.Globalization;
using KernelSplit.Booting.Guests;
using KernelSplit.Host.Processes;

namespace KernelSplit.Booting.Emulation;

/// <summary>A guest of QEMU, from its start to its end.</summary>
/// <param name="Program">QEMU.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Accelerator">How its code runs.</param>
/// <param name="Directory">A directory with the files <c>vmlinuz</c> and <c>initramfs</c>; its console goes
/// there.</param>
/// <param name="Plugs">The devices.</param>
internal sealed record VirtualMachine(
    string Program, MachineType Machine, Accelerator Accelerator, string Directory, Plugs Plugs)
{
    private const long Mebi = 1 << 20;
    private const int SmallestMemory = 768;

    // While the guest reports nothing. Under TCG on a busy machine, loading a large initramfs takes a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BalloonPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public string Console => Path.Combine(Directory, "console");

    /// <summary>MiB: the initramfs is there twice while it is unpacked.</summary>
    private long Memory =>
        SmallestMemory + (3 * (new FileInfo(Path.Combine(Directory, "initramfs")).Length / Mebi) / 64 * 64);

    private string Socket => Path.Combine(Directory, "qmp");

    public IReadOnlyList<string> Arguments()
    {
        var memory = Memory.ToString(CultureInfo.InvariantCulture);
        string File(string name) => Plugs.Quoted(Path.Combine(Directory, name));
        return
        [
            "-machine", $"{Machine.Name},accel={Accelerator.Name}{(Plugs.Has("nvdimm") ? ",nvdimm=on" : "")}",
            // Where QEMU translates, the kernel's changes to its own code don't reach other processors in time: int3
            // oopses
            // in places that it is just patching.
            "-cpu", "max", "-smp", Accelerator.Name == "kvm" ? "2" : "1",
            "-m", Machine.HasPci ? $"{memory}M,maxmem={Memory + 4096}M,slots=4" : $"{memory}M",
            "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-kernel", Path.Combine(Directory, "vmlinuz"), "-initrd", Path.Combine(Directory, "initramfs"),
            // QEMU on a busy machine delays the timer's interrupts, which the kernel takes for a mistake of the
            // firmware.
            "-append", $"console={Machine.Console} panic=-1 no_timer_check",
            "-chardev", $"file,id=console,path={File("console")}", "-serial", "chardev:console",
            "-chardev", "stdio,id=report,signal=off", .. Machine.ReportOptions,
            "-qmp", $"unix:{File("qmp")},server=on,wait=off",
            .. Plugs.Options,
        ];
    }

    /// <summary>Runs it until it powers off, or doesn't report anything any more.</summary>
    /// <param name="onEvent">Gets what the guest is at.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ToolFailedException">QEMU refuses the options.</exception>
    public async Task<GuestRun> Run(Action<string> onEvent, CancellationToken cancellation)
    {
        var run = new GuestRun();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var silence = new Timer(_ => stop.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        Qmp? qmp = null;
        var work = new List<Task>();
        var qemu = Tool.Run(new ToolCall(Program, Arguments()), line =>
        {
            silence.Change(Patience, Timeout.InfiniteTimeSpan);
            if (run.Report.Add(line) is not { } happened)
                return;
            onEvent(happened);
            if (qmp is { } connected)
                work.Add(Answer(run, connected, happened, stop.Token));
        }, stop.Token);
        try
        {
            qmp = await Qmp.Connect(Socket, qemu, stop.Token);
            await qemu;
            await Task.WhenAll(work);
            if (qmp is not null)
                await qmp.Drain(cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            run.HasFallenSilent = true;
        }
        finally
        {
            await Task.WhenAny(qemu);
            run.End = qmp?.Shutdown;
            qmp?.Dispose();
        }

        return run;
    }

    private async Task Answer(GuestRun run, Qmp qmp, string happened, CancellationToken cancellation)
    {
        if (happened == "button")
            await qmp.Execute("""{"execute":"system_powerdown"}""", cancellation);
        else if (happened == "loaded" && (Plugs.Has("virtio-balloon-pci") || Plugs.Has("virtio-balloon-device")))
            run.Balloon = await Inflate(qmp, cancellation);
    }

    /// <summary>Asks the guest for some of its memory.</summary>
    /// <returns>Whether it gave it.</returns>
    private async Task<bool> Inflate(Qmp qmp, CancellationToken cancellation)
    {
        const long Share = 64 * Mebi;
        var wanted = (Memory * Mebi) - Share;
        await qmp.Execute(
            string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"execute":"balloon","arguments":{"value":{{{wanted}}}}}"""),
            cancellation);
        for (var waited = TimeSpan.Zero; waited < BalloonPatience; waited += Pause)
        {
            if (await qmp.Execute("""{"execute":"query-balloon"}""", cancellation) is not { } state)
                return false;
            if (state.TryGetProperty("actual", out var actual) && actual.GetInt64() <= wanted)
                return true;
            await Task.Delay(Pause, cancellation);
        }

        return false;
    }
}
