using System.Globalization;
using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Explaining;

/// <summary>A tree's figures on one screen.</summary>
public static class TreeText
{
    public static string Of(KernelFacts facts)
    {
        var tree = facts.Tree;
        // The longest to compute, on another processor.
        var dependencies = Task.Run(() => OptionalDependencies(facts));
        var text = new StringBuilder();
        void Line(string label, string value) => text.Append(CultureInfo.InvariantCulture, $"{label,-14}{value}\n");

        Line("kernel", tree.Architecture is null ? tree.Release : $"{tree.Release}, {tree.Architecture}");
        Line("modules", $"{Count(tree.Modules.Count)}, {Sizes(tree)}");
        Line("signed", Count(Sum(tree, module => module.Signature is null ? 0 : 1)));
        Line("built in", Count(tree.BuiltIns.Count));
        Line("aliases", $"{Count(Total(tree, "alias"))}, {Count(tree.BuiltIns.Sum(builtIn => builtIn.Aliases.Count))} "
            + "of built-in code");
        Line("symbols", $"{Count(Sum(tree, module => module.Imports.Count))} imported, "
            + $"{Count(Sum(tree, module => module.Exports.Count))} exported");
        Line("dependencies", $"{Count(Sum(tree, module => module.Dependencies.Count))} direct, "
            + $"{Count(facts.Graph.Cycles.Count)} cycles");
        Line("softdeps", dependencies.Result);
        Line("firmware", $"{Count(Total(tree, "firmware"))} files requested");
        Line("unresolved", facts.Symbols is null
            ? "unknown: there is no Module.symvers and no System.map beside the modules, see --symbols"
            : $"{Count(facts.SymbolProblems.Sum(problems => problems.Count()))} symbols by {facts.Symbols.Source}");
        return text.ToString();
    }

    private static string Sizes(ModuleTree tree)
    {
        var installed = Sum(tree, module => module.InstalledSize);
        var unpacked = Sum(tree, module => module.UncompressedSize);
        return installed == unpacked
            ? $"{ByteSize.Format(installed)} installed, not compressed"
            : $"{ByteSize.Format(installed)} installed, {ByteSize.Format(unpacked)} uncompressed";
    }

    private static string OptionalDependencies(KernelFacts facts)
    {
        var dependencies = facts.Tree.Modules.SelectMany(facts.OptionalDependenciesOf).ToList();
        var unresolved = dependencies.Count(dependency => dependency.Providers.Count == 0);
        return $"{Count(dependencies.Count)} soft and weak dependencies, {Count(unresolved)} unresolved";
    }

    private static long Total(ModuleTree tree, string key) => Sum(tree, module => module.ModInfo.Count(key));

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static long Sum(ModuleTree tree, Func<KernelModule, long> number)
    {
        long sum = 0;
        foreach (var module in tree.Modules)
            sum += number(module);
        return sum;
    }
}
