using KernelSplit.Splitting.Projects;

namespace KernelSplit.Splitting.Targets;

/// <summary>A device that a target shows its guests.</summary>
/// <param name="Name">A name that a person recognises.</param>
/// <param name="Modalias">The modalias as the kernel would show it in /sys.</param>
public sealed record Device(string Name, string Modalias);

/// <summary>A place that the kernel must run in: a folder under fragments/.</summary>
/// <param name="Folder">That folder.</param>
/// <param name="Name">The folder's name.</param>
/// <param name="Summary">What stands there, in one line.</param>
/// <param name="Devices">The contract: the core package or vmlinux must drive every one.</param>
/// <param name="Modules">Software loaded by name, not by device.</param>
public sealed record Target(
    string Folder, string Name, string Summary, IReadOnlyList<Device> Devices, IReadOnlyList<string> Modules)
{
    /// <summary>Its .config fragments in the order in which they apply.</summary>
    public IReadOnlyList<string> Fragments(Architecture architecture) =>
    [
        .. new[] { "common.config", $"{architecture.Name}.config" }
            .Select(file => Path.Combine(Folder, file))
            .Where(File.Exists),
    ];
}
