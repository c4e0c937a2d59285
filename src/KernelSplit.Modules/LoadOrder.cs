using KernelSplit.Modules.Depmod;

namespace KernelSplit.Modules;

/// <summary>
/// depmod's order of modules: those in modules.order first, then the others in the order of its hash table of names
/// (tools/depmod.c, depmod_modules_sort). Of modules with the same alias, modprobe tries the first one first.
/// </summary>
internal static class LoadOrder
{
    private const uint Buckets = 512;

    /// <param name="all">The modules of a tree.</param>
    /// <param name="order">The lines of modules.order; of several for a module, the last one counts.</param>
    public static KernelModule[] Of(IEnumerable<KernelModule> all, IReadOnlyList<string> order)
    {
        var lines = new Dictionary<string, int>(order.Count, StringComparer.Ordinal);
        for (var i = 0; i < order.Count; i++)
            lines[order[i]] = i;
        var positions = lines.GetAlternateLookup<ReadOnlySpan<char>>();
        var modules = all.ToArray();
        var places = new Place[modules.Length];
        for (var i = 0; i < modules.Length; i++)
        {
            places[i] = positions.TryGetValue(WithoutCompression(modules[i].Path), out var line)
                ? new Place(line, 0, "")
                : new Place(int.MaxValue, KmodHash.Bucket(modules[i].Name, Buckets), modules[i].Name);
        }
        Array.Sort(places, modules);
        return modules;
    }

    /// <summary>kbuild writes modules.order before it compresses.</summary>
    private static ReadOnlySpan<char> WithoutCompression(string path)
    {
        const string Suffix = ".ko";
        return path.AsSpan(0, path.LastIndexOf(Suffix, StringComparison.Ordinal) + Suffix.Length);
    }

    private readonly record struct Place(int Line, uint Bucket, string Name) : IComparable<Place>
    {
        public int CompareTo(Place other) =>
            Line != other.Line ? Line.CompareTo(other.Line)
            : Bucket != other.Bucket ? Bucket.CompareTo(other.Bucket)
            : string.CompareOrdinal(Name, other.Name);
    }
}
