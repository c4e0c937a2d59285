using System.CommandLine;

namespace KernelSplit.Cli.Inputs;

/// <summary>The argument of commands that read a prebuilt kernel.</summary>
internal static class KernelArgument
{
    public static Argument<string[]> Create() => new("kernel")
    {
        Description = "A directory with lib/modules/<release>, a kernel build directory, a .deb, a tarball, "
            + "or the .rpm files of one kernel",
        Arity = ArgumentArity.OneOrMore,
    };
}
