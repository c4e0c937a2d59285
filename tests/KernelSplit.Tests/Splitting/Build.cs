using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

/// <summary>Small module trees and package maps, made in memory.</summary>
internal static class Build
{
    /// <summary>
    /// The package map's shape that most tests use: three siblings on core, the last one the default.
    /// </summary>
    public const string Packages = """
        version: 1
        name: test
        packages:
          - {name: core, summary: Core}
          - {name: gpu, summary: GPUs, requires: [core]}
          - {name: passthrough, summary: PCI, requires: [core]}
          - {name: hardware, summary: Rest, requires: [core], default: true}

        """;

    public static KernelModule Module(
        string path,
        string[]? needs = null,
        string[]? aliases = null,
        string[]? imports = null,
        string[]? softNeeds = null) => new()
        {
            Path = $"kernel/{path}.ko.xz",
            InstalledSize = 1000,
            Dependencies = needs ?? [],
            Imports = [.. (imports ?? []).Select(name => new ImportedSymbol(name))],
            ModInfo = new ModInfo(
            [
                .. (aliases ?? []).Select(alias => new ModInfoField("alias", alias)),
                .. (softNeeds ?? []).Select(name => new ModInfoField("softdep", $"pre: {name}")),
            ]),
        };

    public static ModuleTree Tree(params IEnumerable<KernelModule> modules) => new("6.12.0-test", modules);

    public static PackageMap Map(TempDirectory directory, string rules) =>
        PackageMapReader.Read(directory.Write("map.yaml", Packages + rules), new DataDirectories(directory.Path));
}
