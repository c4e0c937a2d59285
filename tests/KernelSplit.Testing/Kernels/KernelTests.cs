using System.Runtime.CompilerServices;

namespace KernelSplit.Testing.Kernels;

/// <summary>A test of each kernel of <see cref="KernelsUnderTest"/>; skipped where this machine has none.</summary>
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute(
        [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => SkipTestWithoutData = true;
}

/// <summary>A test that needs packages of apt's.</summary>
public sealed class AptFactAttribute : FactAttribute
{
    internal const string Reason = "needs apt and what Debian packages";

    /// <summary>
    /// Whether it takes too long, or too much, for a run that takes samples; <c>-explicit on</c> runs it all the same.
    /// </summary>
    public bool OnlyInFull
    {
        get => Explicit;
        set => Explicit = value && !Coverage.IsFull;
    }

    public AptFactAttribute(
        [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Apt.IsThere)
            Skip = Reason;
    }
}

/// <inheritdoc cref="AptFactAttribute"/>
public sealed class AptTheoryAttribute : TheoryAttribute
{
    public AptTheoryAttribute(
        [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Apt.IsThere)
            Skip = AptFactAttribute.Reason;
    }
}
