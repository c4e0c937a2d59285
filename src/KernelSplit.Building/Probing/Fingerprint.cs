using System.Globalization;
using System.Text;

namespace KernelSplit.Building.Probing;

/// <summary>FNV-1a with 128 bits: identifies states and detects damaged files; not cryptographic.</summary>
internal sealed class Fingerprint
{
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013B);

    private UInt128 _value = new(0x6c62272e07bb0142, 0x62b821756295c58d);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            _value = (_value ^ value) * Prime;
    }

    public void Add(string text)
    {
        Add(Encoding.UTF8.GetBytes(text));
        // Distinguishes ["ab", "c"] from ["a", "bc"]; no path, variable or command contains it.
        Add([0]);
    }

    public override string ToString() => _value.ToString("x32", CultureInfo.InvariantCulture);
}
