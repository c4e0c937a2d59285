namespace KernelSplit.Devices.Naming;

/// <summary>Creates tables that map numbers and codes to names.</summary>
internal static class NameTable
{
    public static Dictionary<TKey, string> Of<TKey>(params ReadOnlySpan<(TKey Key, string Name)> rows)
        where TKey : notnull
    {
        var names = new Dictionary<TKey, string>(rows.Length);
        foreach (var (key, name) in rows)
            names.Add(key, name);
        return names;
    }

    public static Dictionary<uint, string> OfNumbers(params ReadOnlySpan<(int Number, string Name)> rows)
    {
        var names = new Dictionary<uint, string>(rows.Length);
        foreach (var (number, name) in rows)
            names.Add((uint)number, name);
        return names;
    }
}
