using System.CommandLine;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Inputs;

/// <summary>The options that replace <c>build:</c> of kernelsplit.yaml.</summary>
internal sealed class CompilerOptions
{
    public Option<string?> Cache { get; } = new("--cache")
    {
        Description = "\"ccache\", or \"none\" to compile everything anew [default: ccache where it is installed]",
    };

    public Option<string?> Distribute { get; } = new("--distribute")
    {
        Description = "Compile on other machines, too, by \"distcc\" or \"icecc\"",
    };

    public Option<string[]> Hosts { get; } = new("--hosts")
    {
        Description = "With --distribute: distcc's hosts, such as 10.0.0.5/8; for icecc the scheduler's",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public BuildSettings Of(ParseResult parsed) =>
        new(parsed.GetValue(Cache), parsed.GetValue(Distribute), parsed.GetValue(Hosts) ?? []);
}
