using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Acceptance;

/// <summary>depmod's files as we write them, held against the machine's depmod.</summary>
public sealed class DepmodTests
{
    private const int RandomTrees = 100;

    [DebianTheory]
    [MemberData(nameof(DistributionKernel.AllPackages), MemberType = typeof(DistributionKernel))]
    public void A_distribution_kernel_gets_the_files_that_depmod_writes(string package)
    {
        var root = DistributionKernel.Tree(package);
        using var depmod = new Depmod(Depmod.ReleaseDirectory(root));

        depmod.MustAgreeWith(ModuleTreeReader.Read([root]));
    }

    [DebianTheory]
    [MemberData(nameof(DistributionKernel.GenericPackages), MemberType = typeof(DistributionKernel))]
    public void Some_modules_of_a_kernel_get_the_files_that_depmod_writes_when_only_they_are_there(string package)
    {
        var whole = DistributionKernel.Tree(package);
        using var part = new TempDirectory("kernelsplit-part-");
        var tree = Part(ModuleTreeReader.Read([whole]), module => module.Path.Length % 3 > 0);
        foreach (var file in tree.Modules.Select(module => module.Path).Concat(["modules.order", "modules.builtin", "modules.builtin.modinfo"]))
        {
            var link = Path.Combine(part.Path, "lib/modules", tree.Release, file);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.Combine(Depmod.ReleaseDirectory(whole), file));
        }
        using var depmod = new Depmod(Depmod.ReleaseDirectory(part.Path));

        depmod.MustAgreeWith(tree);
    }

    [Fact]
    public void Trees_that_no_kernel_has_get_the_files_that_depmod_writes()
    {
        var withCycle = 0;
        for (var seed = 0; seed < RandomTrees; seed++)
        {
            using var modules = new RandomModules(seed);
            using var depmod = new Depmod(modules.Modules);
            var tree = ModuleTreeReader.Read([modules.Root]);
            try
            {
                if (depmod.Accepts())
                    depmod.MustAgreeWith(tree);
                else
                    withCycle += Should.Throw<InvalidInputException>(() => DepmodFiles.Of(tree)).Diagnostics.Count > 0 ? 1 : 0;
            }
            catch (ShouldAssertException e)
            {
                throw new ShouldAssertException($"seed {seed}: {e.Message}", e);
            }
        }

        withCycle.ShouldBeInRange(1, RandomTrees / 2);
    }

    private static ModuleTree Part(ModuleTree tree, Func<KernelModule, bool> include) =>
        new(tree.Release, tree.Modules.Where(include), tree.BuiltIns)
        {
            Order = tree.Order,
            BuiltInOrder = tree.BuiltInOrder,
        };
}
