using System.Diagnostics;
using System.Security.Cryptography;
using KernelSplit.Booting.Emulation;
using KernelSplit.Booting.Guests;
using KernelSplit.Booting.Initramfs;
using KernelSplit.Booting.Reports;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;
using KernelSplit.Host.Qemu;
using KernelSplit.Modules;

namespace KernelSplit.Booting;

/// <summary>
/// Boots a kernel with some of its packages in a guest that has the devices of a target's contract, and judges what
/// became of each.
/// </summary>
public static class Boot
{
    private const int SecretBytes = 8;

    /// <exception cref="InvalidInputException">The kernel can't be booted, or a file is wrong.</exception>
    /// <exception cref="MissingToolException">A program is missing.</exception>
    /// <exception cref="ToolFailedException">QEMU refuses its options.</exception>
    public static async Task<BootResult> Run(
        BootRequest request, StageProgress progress, CancellationToken cancellation)
    {
        var tree = request.Kernel.Tree;
        var architecture = Architecture.OfKbuild(tree.Architecture)
            ?? throw new InvalidInputException(tree.Source, "built for an architecture that kernelsplit doesn't know");
        var program = request.Qemu ?? architecture.Emulator;
        if (Doctor.Missing(Need.ToBoot(program, request.Busybox is null)) is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);
        var busybox = BusyboxFile.Read(request.Busybox, architecture);
        var qemu = await QemuProgram.Ask(program, cancellation);
        var settings = BootSettings.Of(request.Targets);
        var machine = Choose(request.Machine, settings, qemu);
        using var work = Cache.OfThisUser().Work();

        var plugs = new Plugs(machine, qemu, work.Path);
        var contract = request.Targets.SelectMany(
            target => target.Devices.Where(device => device.IsOn(architecture)),
            (target, device) => (Target: target.Name, Device: device)).ToList();
        // Some may come before what they are connected to.
        foreach (var (_, device) in contract)
            plugs.Add(device.Qemu);
        var devices = contract.ConvertAll(one => new PluggedDevice(one.Target, one.Device, plugs.Add(one.Device.Qemu)));
        var installed = Installed(request);
        if (installed.Has("xfs"))
            plugs.AddXfs();

        if (request.HasPassedThrough)
            plugs.AddPassedThrough();

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        Directory.CreateDirectory(Path.Combine(work.Path, "share"));
        await File.WriteAllTextAsync(Path.Combine(work.Path, "share", "kernelsplit"), secret + "\n", cancellation);
        foreach (var disk in plugs.Disks)
            await disk.Make(cancellation);
        await WriteKernel(request, work.Path, cancellation);
        var script = new GuestSettings(machine, plugs, installed, [.. request.Targets.SelectMany(t => t.Modules)]);
        await using (var initramfs = File.Create(Path.Combine(work.Path, "initramfs")))
        {
            new GuestSystem(request.Inputs, tree, installed.Modules, busybox)
                .Write(initramfs, script.Text(secret), cancellation);
        }

        var isNative = architecture.Image == Architecture.OfThisMachine?.Image;
        var accelerator = await Accelerator.Probe(program, machine, isNative, work.Path, cancellation);
        if (!accelerator.CanRun(machine))
        {
            throw new InvalidInputException(
                machine.Name, $"it needs KVM, whose clock it has in place of a PC's; {accelerator.Reason}",
                "Take another --machine");
        }

        var guest = new VirtualMachine(program, machine, accelerator, work.Path, plugs);
        var log = Path.Combine(
            request.LogDirectory,
            string.Join('-', [tree.Release, request.Target.Name, machine.Name, .. request.Packages.Skip(1)]) + ".log");
        var time = Stopwatch.StartNew();
        GuestRun run;
        try
        {
            run = await guest.Run(progress.Line, cancellation);
        }
        finally
        {
            if (File.Exists(guest.Console))
                AtomicFile.Copy(guest.Console, log);
        }

        var judge = new GuestJudge(request, plugs, devices, run)
        {
            Waivers = [.. settings.Waivers, .. request.Waivers],
            Secret = secret,
            Directory = work.Path,
            ConsoleLog = log,
            Tried = script.Tried,
        };
        return judge.Result(machine, accelerator, qemu, time.Elapsed);
    }

    private static MachineType Choose(string? named, BootSettings settings, QemuDevices qemu)
    {
        string[] known = [.. MachineType.All.Select(machine => machine.Name)];
        if (named is not null && MachineType.Find(named) is null)
            throw new InvalidInputException("--machine", $"no machine \"{named}\"", Nearest.Hint(named, known));
        var names = named is null ? settings.Machines : [named];
        return names.Where(name => qemu.Has($"machine:{name}")).Select(MachineType.Find).FirstOrDefault()
            ?? throw new InvalidInputException(
                qemu.Program, $"it has no machine {string.Join(" or ", names)}",
                $"--machine can be {string.Join(", ", known.Where(name => qemu.Has($"machine:{name}")))}");
    }

    private static InstalledModules Installed(BootRequest request)
    {
        var kernel = request.Kernel;
        return new(
            kernel.Tree,
            kernel.Tree.Modules.Select(module => module.Name)
                .Where(module => request.Packages.Contains(kernel.PackageOf[module]))
                .ToHashSet(StringComparer.Ordinal));
    }

    private static async Task WriteKernel(BootRequest request, string directory, CancellationToken cancellation)
    {
        await using var image = File.Create(Path.Combine(directory, "vmlinuz"));
        cancellation.ThrowIfCancellationRequested();
        if (!KernelFiles.CopyImage(request.Inputs, request.Kernel.Tree.Release, image))
        {
            throw new InvalidInputException(
                request.Kernel.Tree.Source, "no kernel image to boot",
                "Also give the package that contains it, such as Fedora's kernel-core");
        }
    }
}

/// <summary>The modules that a guest has.</summary>
/// <param name="Tree">The whole kernel.</param>
/// <param name="Modules">Their names.</param>
internal sealed record InstalledModules(ModuleTree Tree, IReadOnlySet<string> Modules)
{
    /// <summary>Whether a module is there, or built in.</summary>
    public bool Has(string name) =>
        Modules.Contains(ModulePath.NormalizeName(name)) || Tree.FindBuiltIn(name) is not null;
}
