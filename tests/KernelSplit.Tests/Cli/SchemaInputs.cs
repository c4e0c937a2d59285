using KernelSplit.Testing.Inputs;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary>A kernel split by a map, with its plan and snapshots, a listing and a source; made once.</summary>
public sealed class SchemaInputs : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _tree = new ModuleDirectory()
        .Add("kernel/drivers/gpu/card.ko", new ElfModule
        {
            ModInfo =
            [
                "license=GPL", "description=a\u202Ecard", "firmware=card.bin", "softdep=pre: codec",
                "parm=x:an x (int)",
            ],
            Imports = ["helper_do"],
            WeakImports = ["perhaps"],
        })
        .Add("kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do"] })
        .Add("kernel/drivers/net/net.ko", new ElfModule { ModInfo = ["license=GPL", "alias=virtio:d00000001v*"] });

    public SchemaInputs()
    {
        _directory.Write("map.yaml", Build.Packages + """
            rules:
              - {to: core, because: guests need it, when: {target: small}}
              - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
            budgets: {core: {installed: 1 B, growth: 5 %}}
            waivers: [{check: budget, about: core, because: small, until: 2999-01-01}]
            never-lose: ["virtio:d00000001v*"]
            """);
        _directory.Write(
            "fragments/small/target.yaml",
            "name: small\nsummary: S\nmodules: [gone]\ndevices:\n"
            + "  - {name: a card, modalias: \"virtio:d00000001v00001AF4\", symbol: SMALL_NET, qemu: virtio-net-pci}\n");
        _tree.WriteFile(
            $"boot/config-{ModuleDirectory.Release}",
            "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_CARD=m\n"u8.ToArray());
        Command.Run(_directory.Path, "split", _tree.Path, "--map", "map.yaml", "--force", "-o", "plan.json");
        Command.Run(_directory.Path, "snapshot", _tree.Path, "--map", "map.yaml", "--force", "-o", "old.snapshot");
        _tree.Add("kernel/fs/more.ko", new ElfModule { ModInfo = ["license=GPL", "alias=fs-more"] });
        Command.Run(_directory.Path, "snapshot", _tree.Path, "--map", "map.yaml", "--force", "-o", "new.snapshot");
        WriteSource();
        _directory.Write("lspci.txt", "00:03.0 Ethernet controller [0200]: Red Hat, Inc. Virtio [1af4:1041]\nwhat?\n");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _tree.Dispose();
    }

    public string Directory => _directory.Path;

    public string Kernel => _tree.Path;

    /// <summary>A kernel source of one driver, which its target asks for in vain.</summary>
    private void WriteSource()
    {
        _directory.Write("linux/Makefile", "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\nEXTRAVERSION =\n");
        _directory.Write("linux/Kconfig", """
            mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"
            config MODULES
            	bool "modules"
            	modules
            config NET
            	bool "net"
            config CARD
            	tristate "card"
            	depends on NET

            """);
        _directory.Write("linux/Kbuild", "obj-y += drivers/\n");
        _directory.Write("linux/drivers/Makefile", "obj-y += net/\n");
        _directory.Write("linux/drivers/net/Makefile", "obj-$(CONFIG_CARD) += card.o\n");
        foreach (var file in new[] { "drivers/net/card.c", "arch/x86/Makefile", "arch/x86/Kbuild" })
            _directory.Write($"linux/{file}", "");
        _directory.Write("linux/fragments/small/target.yaml", "name: small\nsummary: S\n");
        _directory.Write("linux/fragments/small/common.config", "CONFIG_MODULES=y\nCONFIG_CARD=m\n");
        _directory.Write(
            "linux/kernelsplit.yaml", "name: small\nkernel: .\narch: x86_64\ntargets: [small]\n");
    }
}
