namespace KernelSplit.Kconfig.Model;

/// <summary>The three values of Kconfig's logic; AND is the minimum, OR the maximum.</summary>
public enum Tristate : byte
{
    No,
    Mod,
    Yes,
}

/// <summary>Kconfig's logic.</summary>
public static class Tristates
{
    public static Tristate And(Tristate left, Tristate right) => left < right ? left : right;

    public static Tristate Or(Tristate left, Tristate right) => left > right ? left : right;

    public static Tristate Not(Tristate value) => Tristate.Yes - (byte)value;

    /// <summary>As in .config: <c>n</c>, <c>m</c> or <c>y</c>.</summary>
    public static string Letter(Tristate value) => value switch
    {
        Tristate.Yes => "y",
        Tristate.Mod => "m",
        _ => "n",
    };
}
