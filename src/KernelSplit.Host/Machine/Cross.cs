using KernelSplit.Foundation;

namespace KernelSplit.Host.Machine;

/// <summary>kbuild's <c>CROSS_COMPILE=</c>.</summary>
public static class Cross
{
    /// <summary>
    /// The toolchain prefix; empty if the native toolchain works: x86 compilers build for 32 and 64 bit.
    /// </summary>
    public static string Prefix(Architecture architecture) =>
        Family(architecture) == Family(Architecture.OfThisMachine) ? "" : architecture.CrossCompiler;

    private static string? Family(Architecture? architecture) => architecture?.Image.Split('/')[1];
}
