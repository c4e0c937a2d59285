using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Packaging.Checks;

/// <summary>Every device and module that a target promises is driven by the kernel image or the base package.</summary>
public static class ContractCheck
{
    public static IReadOnlyList<Diagnostic> Run(Plan plan, ModuleTree tree, IReadOnlyList<Target> targets)
    {
        var core = RpmSpec.BaseOf(plan).Name;
        var package = plan.Placements.ToDictionary(p => p.Module, p => p.Package, StringComparer.Ordinal);
        return
        [
            .. targets.SelectMany(target => target.Devices
                .Select(device => Judge(target, device.Name, tree.Drivers(device.Modalias).Select(d => (d.Name, d.IsBuiltIn))))
                .Concat(target.Modules.Select(name => Judge(target, name, Named(name)))))
                .OfType<Diagnostic>(),
        ];

        Diagnostic? Judge(Target target, string what, IEnumerable<(string Name, bool IsBuiltIn)> drivers)
        {
            var all = drivers.ToList();
            if (all.Any(driver => driver.IsBuiltIn || package[driver.Name] == core))
                return null;
            var where = all.Count == 0
                ? "this kernel has no driver for it"
                : $"its driver {all[0].Name} is in {package[all[0].Name]}";
            return Diagnostic.Error(target.Name, $"{core} doesn't serve {what}: {where}");
        }

        IEnumerable<(string Name, bool IsBuiltIn)> Named(string name)
        {
            if (tree.FindModule(name) is { } module)
                yield return (module.Name, false);
            if (tree.FindBuiltIn(name) is { } builtIn)
                yield return (builtIn.Name, true);
        }
    }
}
