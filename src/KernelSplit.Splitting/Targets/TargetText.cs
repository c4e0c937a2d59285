using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>A target and its contract, as text.</summary>
public static class TargetText
{
    private const int LabelWidth = 14;

    /// <summary>One line of a list: its own contract, without those of the targets it includes.</summary>
    public static string[] Row(Target target) =>
    [
        target.Name,
        target.Summary,
        string.Join(", ", target.Includes),
        $"{target.Devices.Count(device => device.Required)} + {target.Devices.Count(device => !device.Required)}",
        $"{target.Modules.Count}",
        $"{target.Capabilities.Count}",
    ];

    public static string Of(Target target)
    {
        var text = new StringBuilder();
        Lines(text, "target", [target.Name]);
        Lines(text, "summary", [target.Summary]);
        Lines(text, "includes", target.Includes);
        Lines(text, "file", [Path.Combine(target.Directory, "target.yaml")]);
        Lines(
            text, "settings",
            Architecture.All.SelectMany(target.Fragments).Distinct().Select(Path.GetFileName).OfType<string>());
        Lines(text, "required", target.Devices.Where(device => device.Required).SelectMany(Of));
        Lines(text, "optional", target.Devices.Where(device => !device.Required).SelectMany(Of));
        Lines(
            text,
            "modules",
            target.Modules.Select(module =>
                target.ModuleSymbols.TryGetValue(module, out var symbols) ? $"{module}  {Symbols(symbols)}" : module));
        Lines(text, "capabilities", target.Capabilities.SelectMany(Of));
        Lines(text, "not required", target.NotRequired.SelectMany(Of));
        return text.ToString();
    }

    private static IEnumerable<string> Of(Device device) =>
    [
        $"{device.Name}{Only(device.Architectures)}{(device.Symbols.IsKnown ? $"  {Symbols(device.Symbols)}" : "")}",
        .. device.Modaliases.Select(modalias => $"  {modalias}"),
        .. device.Qemu.Count > 0 ? [$"  QEMU: {string.Join(", ", device.Qemu)}"] : Array.Empty<string>(),
        .. Source(device.Source),
    ];

    private static IEnumerable<string> Of(Capability capability) =>
        [
            $"{capability.Name}{Only(capability.Architectures)}  {Symbols(capability.Symbols)}",
            .. Source(capability.Source),
        ];

    private static IEnumerable<string> Of(NotRequired paragraph) =>
        [
            $"{paragraph.Reason} ({Path.GetFileName(paragraph.File)})",
            .. paragraph.Symbols.Select(symbol => $"  CONFIG_{symbol}"),
        ];

    private static IEnumerable<string> Source(string source) => source.Length > 0 ? [$"  from: {source}"] : [];

    private static string Only(IReadOnlyList<Architecture> architectures) =>
        architectures.Count == 0
            ? ""
            : $" (only {string.Join(", ", architectures.Select(architecture => architecture.Name))})";

    private static string Symbols(KconfigNeeds symbols) =>
        string.Join(", ", symbols.All.Select(any => string.Join(" or ", any.Select(symbol => $"CONFIG_{symbol}"))));

    private static void Lines(StringBuilder text, string label, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            text.Append(label.PadRight(LabelWidth)).Append(value).Append('\n');
            label = "";
        }
    }
}
