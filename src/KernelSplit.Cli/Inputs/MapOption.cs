using System.CommandLine;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Inputs;

/// <summary>The option --map, the same in all commands: a file, or the name of a map in package-maps/.</summary>
internal static class MapOption
{
    public static Option<string?> Create(string description, bool hasDefault = true)
    {
        var option = new Option<string?>("--map")
        {
            Description = description + (hasDefault ? " [default: the project's, else cloud]" : ""),
            HelpName = "map",
        };
        option.CompletionSources.Add(_ => DataDirectories.Here().MapNames);
        return option;
    }
}
