using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Booting.Emulation;

/// <summary>What <c>boot:</c> of a target.yaml says. docs/reference.md describes it.</summary>
/// <param name="Machines">The machines of QEMU that its guests run on, the usual one first.</param>
/// <param name="Waivers">What doesn't work under QEMU, whatever the kernel.</param>
internal sealed record BootSettings(IReadOnlyList<string> Machines, IReadOnlyList<Waiver> Waivers)
{
    /// <summary>
    /// Those of a target and the ones that it includes; the machines are the last one's that names some.
    /// </summary>
    /// <param name="targets">The target, after those that it includes.</param>
    /// <exception cref="InvalidInputException">With every mistake in a file.</exception>
    public static BootSettings Of(IReadOnlyList<Target> targets)
    {
        var settings = targets.Select(target => YamlReader.Read(
            Path.Combine(target.Directory, "target.yaml"), (reader, root) => Read(reader, (YamlMapping)root))).ToList();
        return new(
            settings.Select(one => one.Machines).LastOrDefault(machines => machines.Count > 0)
                ?? [.. MachineType.All.Select(machine => machine.Name)],
            [.. settings.SelectMany(one => one.Waivers)]);
    }

    private static BootSettings Read(YamlReader reader, YamlMapping root)
    {
        var boot = root.Children.FirstOrDefault(child => child.Key is YamlText { Value: "boot" }).Value;
        if (boot is null)
            return new([], []);
        var fields = reader.Fields(boot, "machines", "waivers");
        foreach (var node in YamlReader.Items(fields["machines"]))
        {
            var name = reader.Text(node);
            if (name.Length > 0 && MachineType.Find(name) is null)
            {
                string[] known = [.. MachineType.All.Select(machine => machine.Name)];
                reader.Error(node, $"no machine \"{name}\"", Nearest.Hint(name, known));
            }
        }

        return new(
            fields.Texts("machines"),
            [.. new WaiverReader(reader).Read(fields["waivers"]).Select(entry => entry.Waiver)]);
    }
}
