using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps.Import;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit map</c>: creates package maps.</summary>
internal static class MapCommand
{
    private const string StandardStream = "-";

    public static Command Create() => new("map", "Create a package map from existing rules.") { CreateImport() };

    private static DocumentedCommand CreateImport()
    {
        var file = new Argument<string>("file") { Description = "Fedora's def_variants.yaml, - for standard input" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Write the map to this file, - for standard output",
            DefaultValueFactory = _ => StandardStream,
        };
        var variants = new Option<string[]>("--variant", "-r")
        {
            Description = "Also import the packages and rules of this kernel variant, such as rt (repeatable)",
            DefaultValueFactory = _ => [],
        };
        const string summary = "Convert Fedora's or RHEL's rules for splitting its kernel into a package map.";
        var command = new DocumentedCommand("import", summary, """
            Rules that change their meaning are reported. Exit code 1: a rule could not be converted.

            Examples:
              kernelsplit map import def_variants.yaml.fedora -o fedora.yaml
              kernelsplit map import def_variants.yaml.rhel --variant rt -o rhel-rt.yaml
              curl -s https://example.org/def_variants.yaml | kernelsplit map import -
            """)
        {
            file, output, variants,
        };
        command.SetAction((parsed, _) => Failure.Guard(() => Import(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(output), parsed.GetRequiredValue(variants))));
        return command;
    }

    private static async Task<int> Import(string file, string output, string[] variants)
    {
        var imported = file == StandardStream
            ? ImportedMap.Parse("stdin", StandardInput.Read(), variants)
            : ImportedMap.Read(file, variants);
        foreach (var remark in imported.Remarks)
            await Console.Error.WriteLineAsync(remark.ToString());
        if (output == StandardStream)
            await Console.Out.WriteAsync(imported.Text);
        else
            AtomicFile.Write(output, imported.Text);
        var left = imported.Remarks.CountErrors();
        await Console.Error.WriteLineAsync(
            $"{imported.Rules - left} of {imported.Rules} rules converted into {imported.Map.Rules.Count} of the map, "
            + "which has one for consecutive rules of the same package");
        return left > 0 ? ExitCode.Findings : ExitCode.Fine;
    }
}
