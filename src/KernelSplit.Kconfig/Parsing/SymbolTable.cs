using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>
/// The symbols of a tree by name. They are hashed as the kernel hashes them (scripts/kconfig/symbol.c), because the
/// order in which its table has them decides about the order of messages and, in old kernels, about random values.
/// </summary>
internal sealed class SymbolTable
{
    private const uint Start = 2166136261;
    private const uint Prime = 0x01000193;

    private readonly List<Entry>[] _buckets;
    private readonly List<Symbol> _symbols = [];

    public SymbolTable(int buckets, SymbolType constantType)
    {
        _buckets = new List<Entry>[buckets];
        No = Constant("n", constantType);
        Mod = Constant("m", constantType);
        Yes = Constant("y", constantType);
    }

    public Symbol No { get; }

    public Symbol Mod { get; }

    public Symbol Yes { get; }

    public IReadOnlyList<Symbol> All => _symbols;

    /// <summary>All but y, m and n, in the order in which the kernel's own table has them.</summary>
    public IEnumerable<Symbol> InTableOrder()
    {
        foreach (var bucket in _buckets)
        {
            for (var i = (bucket?.Count ?? 0) - 1; i >= 0; i--)
                yield return bucket![i].Symbol;
        }
    }

    /// <summary>The symbol with that name, made when it is new.</summary>
    public Symbol Of(ReadOnlySpan<byte> name, bool isConstant)
    {
        if (Letter(name) is { } letter)
            return letter;
        var hash = Hash(name);
        var bucket = _buckets[hash % (uint)_buckets.Length] ??= [];
        for (var i = bucket.Count - 1; i >= 0; i--)
        {
            var symbol = bucket[i].Symbol;
            if (bucket[i].Hash == hash && symbol.IsConstant == isConstant && !symbol.IsChoice && Is(symbol, name))
                return symbol;
        }

        return Add(bucket, hash, new Symbol(_symbols.Count, ByteText.Of(name), isConstant, isChoice: false));
    }

    /// <summary>A new choice, or the one with that name.</summary>
    public Symbol Choice(string? name)
    {
        var hash = name is null ? 0 : Hash(ByteText.BytesOf(name));
        var bucket = _buckets[hash % (uint)_buckets.Length] ??= [];
        var known = name is null ? null : bucket.Select(entry => entry.Symbol).LastOrDefault(symbol => symbol.IsChoice && symbol.Name == name);
        return known ?? Add(bucket, hash, new Symbol(_symbols.Count, name, isConstant: false, isChoice: true));
    }

    /// <summary>The symbol, not the constant, with that name.</summary>
    public Symbol? Find(ReadOnlySpan<byte> name)
    {
        if (Letter(name) is { } letter)
            return letter;
        var hash = Hash(name);
        var bucket = _buckets[hash % (uint)_buckets.Length];
        for (var i = (bucket?.Count ?? 0) - 1; i >= 0; i--)
        {
            var symbol = bucket![i].Symbol;
            if (bucket[i].Hash == hash && !symbol.IsConstant && Is(symbol, name))
                return symbol;
        }

        return null;
    }

    private static bool Is(Symbol symbol, ReadOnlySpan<byte> name)
    {
        if (symbol.Name is not { } text || text.Length != name.Length)
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (text[i] != name[i])
                return false;
        }

        return true;
    }

    private Symbol? Letter(ReadOnlySpan<byte> name) => name.Length != 1 ? null : name[0] switch
    {
        (byte)'y' => Yes,
        (byte)'m' => Mod,
        (byte)'n' => No,
        _ => null,
    };

    private Symbol Constant(string name, SymbolType type)
    {
        var symbol = new Symbol(_symbols.Count, name, isConstant: true, isChoice: false) { Type = type };
        _symbols.Add(symbol);
        return symbol;
    }

    private Symbol Add(List<Entry> bucket, uint hash, Symbol symbol)
    {
        bucket.Add(new Entry(hash, symbol));
        _symbols.Add(symbol);
        return symbol;
    }

    /// <summary>FNV-1a over signed chars, 32 bits.</summary>
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = Start;
        foreach (var c in name)
            hash = (hash ^ (uint)(sbyte)c) * Prime;
        return hash;
    }

    private readonly record struct Entry(uint Hash, Symbol Symbol);
}
