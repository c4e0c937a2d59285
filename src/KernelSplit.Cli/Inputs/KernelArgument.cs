using System.CommandLine;

namespace KernelSplit.Cli.Inputs;

/// <summary>The argument of commands that look at a finished kernel.</summary>
internal static class KernelArgument
{
    public static Argument<string[]> Create()
    {
        var argument = new Argument<string[]>("kernel")
        {
            Description = "A folder with lib/modules/<release>, a kernel's build folder, a .deb, a tarball, or one or several .rpm of one kernel",
            Arity = ArgumentArity.OneOrMore,
        };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"Unrecognized option '{token.Value}'.");
        });
        return argument;
    }
}
