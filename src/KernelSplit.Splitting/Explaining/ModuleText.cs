using System.Globalization;
using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Explaining;

/// <summary>All that is known of one module or of code of that name in vmlinux, as text.</summary>
public static class ModuleText
{
    private const int LabelWidth = 14;

    public static string Of(KernelModule module, KernelFacts facts)
    {
        var text = new StringBuilder();
        Line(text, "module", module.Name);
        Line(text, "file", module.Path);
        Line(text, "size", $"{ByteSize.Format(module.InstalledSize)} installed, "
            + $"{ByteSize.Format(module.UncompressedSize)} uncompressed");
        AddModInfo(text, module.ModInfo, facts);
        AddRule(text, module.SourcePath, facts);
        Line(text, "needs", Names(module.Dependencies));
        Line(text, "indirectly", Names(facts.Graph.Closure(module.Name).Except(module.Dependencies)));
        Line(text, "needed by", Names(facts.Graph.DirectUsers(module.Name)));
        Lines(text, "softdeps", facts.OptionalDependenciesOf(module).Select(Describe));
        Line(text, "imports", $"{module.Imports.Count} symbols{Weak(module)}");
        Lines(text, "exports", module.Exports.Select(Describe));
        Lines(text, "unresolved", facts.SymbolProblems[module.Name].Select(problem => problem.ToString()));
        Lines(text, "sections", module.Sections.Where(section => section.IsLoaded && section.Size > 0)
            .Select(section => $"{section.Size.ToString(CultureInfo.InvariantCulture),9}  {section.Name}"));
        Line(text, "build-id", module.BuildId ?? "none");
        Line(text, "signature", module.Signature is null ? "none" : $"by {module.Signature.Signer ?? "unknown"}, "
            + $"{module.Signature.HashAlgorithm ?? "unknown hash"}");
        return text.ToString();
    }

    public static string Of(BuiltInModule builtIn, KernelFacts facts)
    {
        var text = new StringBuilder();
        Line(text, "built in", builtIn.Name);
        AddModInfo(text, builtIn.ModInfo, facts);
        if (builtIn.SourcePath is not null)
            AddRule(text, builtIn.SourcePath, facts);
        return text.ToString();
    }

    public static string Of(Driver driver) =>
        PlainText.Of($"{driver.Name}{(driver.IsBuiltIn ? " (built in)" : "")}  {driver.Alias}");

    private static void AddModInfo(StringBuilder text, ModInfo info, KernelFacts facts)
    {
        Lines(text, "description", info.Values("description"));
        Lines(text, "license", info.Values("license"));
        Lines(text, "drives", info.Aliases.Select(alias => facts.Names.Describe(alias).ToString()).Distinct());
        Lines(text, "firmware", info.Firmware);
        Lines(text, "namespaces", info.ImportNamespaces);
        Lines(text, "parameters", info.Parameters.Select(parameter =>
            $"{parameter.Name}{(parameter.Type is null ? "" : $" ({parameter.Type})")}"
            + $"{(parameter.Description is null ? "" : $": {parameter.Description}")}"));
    }

    private static void AddRule(StringBuilder text, string sourcePath, KernelFacts facts)
    {
        if (facts.Makefiles is not { } makefiles)
            Line(text, "Kconfig", "unknown without the kernel's source, see --source");
        else if (facts.RuleOf(sourcePath) is not { } rule)
            Line(text, "Kconfig", $"unknown: {makefiles.WhyUnknown(sourcePath)}");
        else
            Lines(text, "Kconfig", rule.Lines.SelectMany(line => Describe(rule, line)));
    }

    private static IEnumerable<string> Describe(ModuleRule rule, ObjectLine line)
    {
        var symbols = line.Symbols.Count > 0 ? line.Symbols : rule.Symbols;
        return symbols.Select(symbol => $"CONFIG_{symbol}  {line.At}");
    }

    private static string Describe(OptionalDependency dependency)
    {
        var when = dependency.Kind switch
        {
            OptionalDependencyKind.SoftPre => "(pre)",
            OptionalDependencyKind.SoftPost => "(post)",
            _ => "(weak)",
        };
        var served = dependency.Providers.Count == 0
            ? "not in this kernel"
            : Names(dependency.Providers
                .Select(driver => driver.IsBuiltIn ? $"{driver.Name} (built in)" : driver.Name));
        return dependency.Providers is [var only] && only.Name == dependency.Target
            ? $"{dependency.Target} {when}"
            : $"{dependency.Target} {when}: {served}";
    }

    private static string Describe(ExportedSymbol export) =>
        export.Name + (export.IsGplOnly ? " (GPL only)" : "")
            + (export.Namespace is null ? "" : $" in {export.Namespace}");

    private static string Weak(KernelModule module) =>
        module.Imports.Count(import => import.IsWeak) is var weak and > 0 ? $", {weak} of them weak" : "";

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? list : "-";

    private static void Line(StringBuilder text, string label, string value) => Lines(text, label, [value]);

    private static void Lines(StringBuilder text, string label, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            text.Append(label.PadRight(LabelWidth)).Append(PlainText.Of(value)).Append('\n');
            label = "";
        }
    }
}
