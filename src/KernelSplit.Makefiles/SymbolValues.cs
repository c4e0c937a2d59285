namespace KernelSplit.Makefiles;

/// <summary>A set of values that a Kconfig symbol can have.</summary>
[Flags]
public enum SymbolValues
{
    None = 0,

    /// <summary>Not set: make sees an empty variable.</summary>
    No = 1,

    /// <summary><c>m</c></summary>
    Module = 2,

    /// <summary><c>y</c></summary>
    Yes = 4,

    /// <summary>A number or a string.</summary>
    Text = 8,

    /// <summary>All values.</summary>
    Any = No | Module | Yes | Text,
}
