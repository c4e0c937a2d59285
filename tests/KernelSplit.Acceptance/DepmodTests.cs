using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Acceptance;

/// <summary>depmod's files as we write them, held against the machine's depmod.</summary>
[Part(Part.Distributions)]
public sealed class DepmodTests
{
    private static readonly int RandomTrees = Coverage.Choose(sample: 20, full: 100);

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.All), MemberType = typeof(KernelsUnderTest))]
    public void A_distribution_kernel_gets_the_files_that_depmod_writes(string package)
    {
        var kernel = KernelUnderTest.Of(package);

        Depmod.MustAgree(kernel.Kmod, kernel.Tree);
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Some_modules_of_a_kernel_get_the_files_that_depmod_writes_when_only_they_are_there(string package)
    {
        var whole = KernelUnderTest.Of(package);
        using var part = new TempDirectory("kernelsplit-part-");
        var tree = SomeOf(whole.Tree, module => module.Path.Length % 3 > 0);
        foreach (var file in tree.Modules.Select(module => module.Path)
            .Concat(["modules.order", "modules.builtin", "modules.builtin.modinfo"]))
        {
            var link = Path.Combine(part.Path, "lib/modules", tree.Release, file);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.Combine(whole.Modules, file));
        }
        using var kmod = new KmodRoot(Path.Combine(part.Path, "lib/modules", tree.Release));

        Depmod.MustAgree(kmod, tree);
    }

    [Fact]
    public void Trees_that_no_kernel_has_get_the_files_that_depmod_writes()
    {
        var withCycle = 0;
        var first = Coverage.Seed() / 2;
        for (var seed = first; seed < first + RandomTrees; seed++)
        {
            using var modules = new RandomModules(seed);
            var tree = ModuleTreeReader.Read([modules.Root]);
            try
            {
                if (Depmod.Accepts(modules.Root, tree.Release))
                {
                    using var kmod = new KmodRoot(modules.Modules);
                    Depmod.MustAgree(kmod, tree);
                }
                else
                {
                    withCycle += Should.Throw<InvalidInputException>(() => DepmodFiles.Of(tree)).Diagnostics.Count > 0
                        ? 1
                        : 0;
                }
            }
            catch (ShouldAssertException e)
            {
                throw new ShouldAssertException($"seed {seed}: {e.Message}", e);
            }
        }

        // One in ten has a cycle.
        withCycle.ShouldBeInRange(Coverage.Choose(sample: 0, full: 1), RandomTrees / 2);
    }

    private static ModuleTree SomeOf(ModuleTree tree, Func<KernelModule, bool> include) =>
        new(tree.Release, tree.Modules.Where(include), tree.BuiltIns)
        {
            Order = tree.Order,
            BuiltInOrder = tree.BuiltInOrder,
        };
}
