using System.Globalization;
using System.Text;
using KernelSplit.Footprint;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Facts;

/// <summary>A tree on one screen.</summary>
internal static class TreeText
{
    public static string Of(TreeFacts facts)
    {
        var tree = facts.Tree;
        var text = new StringBuilder();
        void Line(string label, string value) => text.Append(CultureInfo.InvariantCulture, $"{label,-14}{value}\n");

        Line("kernel", tree.Architecture is null ? tree.Release : $"{tree.Release}, {tree.Architecture}");
        Line("modules", $"{Count(tree.Modules.Count)}, {Sizes(tree)}");
        Line("signed", Count(tree.Modules.Count(module => module.Signature is not null)));
        Line("built in", Count(tree.BuiltIns.Count));
        Line("aliases", $"{Count(Total(tree, "alias"))}, {Count(tree.BuiltIns.Sum(builtIn => builtIn.Aliases.Count))} of built-in code");
        Line("symbols", $"{Count(tree.Modules.Sum(module => module.Imports.Count))} imported, {Count(tree.Modules.Sum(module => module.Exports.Count))} exported");
        Line("dependencies", $"{Count(tree.Modules.Sum(module => module.Dependencies.Count))} direct, {Count(facts.Graph.Cycles.Count)} cycles");
        Line("wishes", Wishes(facts));
        Line("firmware", $"{Count(Total(tree, "firmware"))} files asked for");
        Line("unresolved", facts.Kernel is null
            ? "unknown: there is no Module.symvers and no System.map beside the modules, see --symbols"
            : $"{Count(facts.SymbolProblems.Count)} symbols by {facts.Kernel.Source}");
        return text.ToString();
    }

    private static string Sizes(ModuleTree tree)
    {
        var installed = tree.Modules.Sum(module => module.InstalledSize);
        var unpacked = tree.Modules.Sum(module => module.UncompressedSize);
        return installed == unpacked
            ? $"{ByteSize.Format(installed)} installed, not compressed"
            : $"{ByteSize.Format(installed)} installed, {ByteSize.Format(unpacked)} uncompressed";
    }

    private static string Wishes(TreeFacts facts)
    {
        var wishes = facts.Tree.Modules.SelectMany(facts.WishesOf).ToList();
        var inVain = wishes.Count(wish => wish.ServedBy.Count == 0);
        return $"{Count(wishes.Count)} soft and weak dependencies, {Count(inVain)} on what isn't here";
    }

    private static int Total(ModuleTree tree, string key) => tree.Modules.Sum(module => module.ModInfo.Count(key));

    private static string Count(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
