using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Splitting.Machines;

/// <summary>
/// A device that its machine hands on to a guest: the driver that holds it for that is what the machine needs.
/// </summary>
internal static class GivenAway
{
    private const int MostDrivers = 3;

    // drivers/vfio/pci, drivers/pci/pci-stub.c, drivers/xen/xen-pciback; vfio's variants for single devices.
    private static readonly HashSet<string> Stubs =
    [
        "vfio_pci", "pci_stub", "pciback", "xen_pciback", "mlx5_vfio_pci", "hisi_acc_vfio_pci", "nvgrace_gpu_vfio_pci",
    ];

    /// <summary>The driver that holds it, as a module's name; null if none does.</summary>
    public static string? By(ListedDevice device) => device.DriversSeen.Select(ModulePath.NormalizeName)
        .FirstOrDefault(Stubs.Contains) is { } stub ? stub == "pciback" ? "xen_pciback" : stub : null;

    /// <param name="kernel">The kernel.</param>
    /// <param name="device">The device.</param>
    /// <param name="stub">What holds it.</param>
    /// <param name="native">What drives it otherwise.</param>
    public static DeviceAnswer Answer(
        PackagedKernel kernel, ListedDevice device, string stub, IReadOnlyList<PackagedDriver> native)
    {
        var back = native.Count == 0 ? "nothing drives it"
            : Names.And(native.Select(Named), MostDrivers) + (native.Count == 1 ? " drives it" : " match it");
        var note = $"{device.Place} is given to a guest by {stub}; if it is given back, {back}";
        if (kernel.Tree.FindModule(stub) is { } module)
            return new DeviceAnswer(
                device, DeviceState.Module, [Driver(module.Name, kernel.PackageOf[module.Name])], note);
        return kernel.Tree.FindBuiltIn(stub) is { } builtIn
            ? new DeviceAnswer(device, DeviceState.BuiltIn, [Driver(builtIn.Name, null)], note)
            : new DeviceAnswer(device, DeviceState.Missing, [], note);

        PackagedDriver Driver(string name, string? package) =>
            new(new PossibleDriver(new Driver(name, device.Modalias, package is null), []), package);
    }

    private static string Named(PackagedDriver driver) =>
        $"{driver.Driver.Driver.Name} ({driver.Package ?? "built in"})";
}
