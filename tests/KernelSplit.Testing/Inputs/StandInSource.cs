using System.Globalization;

namespace KernelSplit.Testing.Inputs;

/// <summary>
/// A directory that takes kbuild's place. A module is what its name says, made before, with the object that the
/// compiler
/// makes of a line of C behind it; it is copied in two halves, slowly, so that an interruption finds half a module. It
/// is
/// built in a second where the smallest kernel takes minutes.
/// </summary>
internal sealed class StandInSource : IDisposable
{
    private const string Makefile = """
        modules := $(sort $(notdir $(wildcard $(CURDIR)/modules/*.ko)))
        built := $(addprefix $(O)/,$(modules))
        release := 6.12.0$(LOCALVERSION)
        tree = $(INSTALL_MOD_PATH)/lib/modules/$(release)
        .DELETE_ON_ERROR:

        kernelversion:
        	@echo 6.12.0

        tinyconfig:
        	@echo "# tiny" > $(O)/.config

        olddefconfig:
        	@printf '#\n# DO NOT EDIT.\n# Linux/x86 6.12.0 Kernel Configuration\n#\n' > $(O)/.config.new
        	@cat $(O)/.config >> $(O)/.config.new
        	@mv $(O)/.config.new $(O)/.config

        prepare:
        	@mkdir -p $(O)/include/config $(O)/arch/x86/boot
        	@echo $(release) > $(O)/include/config/kernel.release

        bzImage: $(O)/arch/x86/boot/bzImage

        $(O)/arch/x86/boot/bzImage:
        	@printf '%0512d\125\252HdrS%02048d' 0 0 > $@
        	@echo "ffffffff81000000 T _text" > $(O)/System.map
        	@: > $(O)/Module.symvers

        modules: $(built)

        $(O)/%.ko: $(CURDIR)/modules/%.ko
        	@gcc -O2 -c $(CURDIR)/modules/$*.c -o $(O)/$*.o
        	@head -c 200 $< > $@
        	@sleep 0.02
        	@tail -c +201 $< >> $@
        	@cat $(O)/$*.o >> $@
        	@echo "  CC [M]  $*.o"

        modules_install:
        	@mkdir -p $(tree)/kernel
        	@for module in $(modules); do cp $(O)/$$module $(tree)/kernel/; done
        	@for module in $(modules); do echo kernel/$$module; done > $(tree)/modules.order
        	@: > $(tree)/modules.builtin
        	@: > $(tree)/modules.builtin.modinfo
        """;

    private readonly TempDirectory _directory = new("kernelsplit-");

    public StandInSource(int modules)
    {
        _directory.Write("Makefile", Makefile);
        foreach (var file in new[] { "Kbuild", "Kconfig", "arch/x86/Makefile", "arch/x86/Kbuild" })
            _directory.Write(file, "");
        Directory.CreateDirectory(System.IO.Path.Combine(_directory.Path, "modules"));
        for (var i = 0; i < modules; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"m{i:00}");
            _directory.Write($"modules/{name}.c", $"int {name}(int a) {{ return a * {i + 3}; }}\n");
            File.WriteAllBytes(System.IO.Path.Combine(_directory.Path, "modules", name + ".ko"), new ElfModule
            {
                ModInfo = ["license=GPL", $"description=module {i}", $"alias=pci:v00001AF4d0000{i:X4}sv*sd*bc*sc*i*"],
                Exports = [$"{name}_do"],
                Imports = i % 3 == 2 ? [string.Create(CultureInfo.InvariantCulture, $"m{i - 1:00}_do")] : [],
            }.ToBytes());
        }
    }

    public string Path => _directory.Path;

    public void Dispose() => _directory.Dispose();
}
