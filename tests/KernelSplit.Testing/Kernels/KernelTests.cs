using System.Runtime.CompilerServices;

namespace KernelSplit.Testing.Kernels;

/// <summary>A test of each kernel of <see cref="KernelsUnderTest"/>; skipped where this machine has none.</summary>
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => SkipTestWithoutData = true;
}

/// <summary>A test that needs packages of apt's.</summary>
public sealed class AptFactAttribute : FactAttribute
{
    internal const string Reason = "needs apt and what Debian packages";

    public AptFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Apt.IsThere)
            Skip = Reason;
    }
}

/// <inheritdoc cref="AptFactAttribute"/>
public sealed class AptTheoryAttribute : TheoryAttribute
{
    public AptTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Apt.IsThere)
            Skip = AptFactAttribute.Reason;
    }
}
