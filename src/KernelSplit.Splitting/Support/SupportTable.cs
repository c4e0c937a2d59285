using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Host.Qemu;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Support;

[JsonConverter(typeof(KebabCase<RowKind>))]
public enum RowKind
{
    Device,
    Module,
    Capability,
}

/// <summary>Who supports a device: the kernel with a driver, the virtual machine monitor by emulating it.</summary>
[JsonConverter(typeof(KebabCase<Supporters>))]
public enum Supporters
{
    Both,
    [JsonStringEnumMemberName("kernel")]
    OnlyKernel,
    [JsonStringEnumMemberName("vmm")]
    OnlyVmm,
    Neither,
}

/// <summary>A device, module or capability of a target.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The device's, capability's or module's name.</param>
/// <param name="IsRequired">Whether the target requires it.</param>
/// <param name="Cells">The kernels' answers, in the order of the kernels.</param>
/// <param name="Offered">
/// The names under which the virtual machine monitor has the device, empty where it lacks it; null where QEMU can't
/// emulate it, or none was asked.
/// </param>
public sealed record SupportRow(
    RowKind Kind, string Name, bool IsRequired, IReadOnlyList<SupportCell> Cells, IReadOnlyList<string>? Offered)
{
    /// <summary>Null where one side is unknown or the architecture doesn't have the device.</summary>
    public Supporters? SupportersOf(SupportCell cell) =>
        Offered is null || cell.State is SupportState.Unknown or SupportState.NotOnArchitecture ? null
        : cell.Serves ? (Offered.Count > 0 ? Supporters.Both : Supporters.OnlyKernel)
        : Offered.Count > 0 ? Supporters.OnlyVmm
        : Supporters.Neither;
}

/// <summary>A target's own rows; the targets that it includes have sections of their own before it.</summary>
public sealed record SupportSection(Target Target, IReadOnlyList<SupportRow> Rows)
{
    /// <summary>What it requires and a kernel lacks.</summary>
    /// <param name="kernel">The kernel's column.</param>
    public IEnumerable<SupportRow> Lacking(int kernel) => Rows.Where(row => row.IsRequired && row.Cells[kernel].Lacks);
}

/// <summary>What kernels serve, and what a virtual machine monitor has of it.</summary>
/// <param name="Kernels">The columns.</param>
/// <param name="Vmm">The virtual machine monitor that was asked, if any.</param>
/// <param name="Sections">The targets, after those that they include.</param>
public sealed record SupportTable(
    IReadOnlyList<SupportedKernel> Kernels, QemuDevices? Vmm, IReadOnlyList<SupportSection> Sections)
{
    public static SupportTable Of(
        IReadOnlyList<SupportedKernel> kernels, IReadOnlyList<Target> targets, QemuDevices? vmm) =>
        new(kernels, vmm, [.. targets.Select(target => new SupportSection(target, [.. RowsOf(target, kernels, vmm)]))]);

    /// <summary>A target's section and those of all that it includes.</summary>
    public IReadOnlyList<SupportSection> WithIncluded(SupportSection section)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(section.Target);
        return [.. Sections.Where(section => names.Contains(section.Target.Name))];

        void Add(Target target)
        {
            if (!names.Add(target.Name))
                return;
            foreach (var included in Sections.Where(section => target.Includes.Contains(section.Target.Name)))
                Add(included.Target);
        }
    }

    private static IEnumerable<SupportRow> RowsOf(
        Target target, IReadOnlyList<SupportedKernel> kernels, QemuDevices? vmm)
    {
        foreach (var device in target.Devices)
        {
            var offered = vmm is null || device.Qemu.Count == 0 ? null : device.Qemu.Where(vmm.Has).ToList();
            yield return new SupportRow(
                RowKind.Device, device.Name, device.Required, [.. kernels.Select(kernel => kernel.Ask(device))],
                offered);
        }

        foreach (var module in target.Modules)
        {
            var symbols = target.ModuleSymbols.GetValueOrDefault(module, KconfigNeeds.Unknown);
            yield return new SupportRow(
                RowKind.Module, module, true, [.. kernels.Select(kernel => kernel.Ask(module, symbols))], null);
        }

        foreach (var capability in target.Capabilities)
            yield return new SupportRow(
                RowKind.Capability, capability.Name, false, [.. kernels.Select(kernel => kernel.Ask(capability))],
                null);
    }
}
