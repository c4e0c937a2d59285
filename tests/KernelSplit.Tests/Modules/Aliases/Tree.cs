using KernelSplit.Modules;

namespace KernelSplit.Tests.Modules.Aliases;

/// <summary>Trees that were never on a disk.</summary>
internal static class Tree
{
    public static ModuleTree Of(params KernelModule[] modules) => Of(modules, []);

    public static ModuleTree Of(KernelModule[] modules, BuiltInModule[] builtIns, params string[] order) =>
        new("6.12.0-test", modules, builtIns) { Order = order };

    public static KernelModule Module(string path, params string[] modInfo) => new()
    {
        Path = path,
        ModInfo = Info(modInfo),
    };

    public static BuiltInModule BuiltIn(string name, params string[] modInfo) =>
        new(name, $"lib/{name}", Info(modInfo));

    private static ModInfo Info(string[] fields) =>
        new([.. fields.Select(field => field.Split('=', 2)).Select(parts => new ModInfoField(parts[0], parts[1]))]);
}
