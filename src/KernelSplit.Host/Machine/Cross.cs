using KernelSplit.Foundation;

namespace KernelSplit.Host.Machine;

/// <summary>kbuild's <c>CROSS_COMPILE=</c>.</summary>
public static class Cross
{
    /// <summary>The prefix of the tools, empty where this machine's own will do: x86 compilers know both x86 sizes.</summary>
    public static string Prefix(Architecture architecture) =>
        Family(architecture) == Family(Architecture.OfThisMachine) ? "" : architecture.CrossCompiler;

    private static string? Family(Architecture? architecture) => architecture?.Image.Split('/')[1];
}
