using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps.Import;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit map</c>: what makes package maps.</summary>
internal static class MapCommand
{
    private const string StandardStream = "-";

    public static Command Create() => new("map", "Make a package map of rules that you have.") { CreateImport() };

    private static DocumentedCommand CreateImport()
    {
        var file = new Argument<string>("file") { Description = "Fedora's def_variants.yaml, - for standard input" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the map goes, - for standard output",
            DefaultValueFactory = _ => StandardStream,
        };
        var variants = new Option<string[]>("--variant", "-r")
        {
            Description = "A variant of the kernel, such as rt, whose packages and rules shall be there as well",
            DefaultValueFactory = _ => [],
        };
        var command = new DocumentedCommand("import", "Turn the rules by which Fedora or RHEL splits its kernel into a package map.", """
            What means something else in the map is reported. Exit status 1: a rule could not be carried over.

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
        var imported = file == StandardStream ? ImportedMap.Parse("stdin", Console.In, variants) : ImportedMap.Read(file, variants);
        foreach (var remark in imported.Remarks)
            await Console.Error.WriteLineAsync(remark.ToString());
        if (output == StandardStream)
            await Console.Out.WriteAsync(imported.Text);
        else
            AtomicFile.Write(output, imported.Text);
        var left = imported.Remarks.CountErrors();
        await Console.Error.WriteLineAsync($"{imported.Rules - left} of {imported.Rules} rules carried over, the map has {imported.Map.Rules.Count}: rules in a row for one package are one");
        return left > 0 ? ExitCode.Findings : ExitCode.Fine;
    }
}
