using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Output;

/// <summary><c>--version</c>: the version, and where targets, package maps and templates come from.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>The version, with the commit that it was built from.</summary>
    public static string Version { get; } = typeof(VersionAction).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.WriteLine($"kernelsplit {Version}");
        var roots = DataDirectories.Installed().Roots;
        Console.Out.WriteLine($"data: {(roots.Count == 0 ? "not found" : string.Join(", ", roots))}");
        return ExitCode.Fine;
    }
}
