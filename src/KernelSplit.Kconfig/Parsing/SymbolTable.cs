using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>
/// The symbols of a tree by name. They are hashed as the kernel hashes them (scripts/kconfig/symbol.c), because the
/// order of its table determines the order of messages and, in old kernels, random values.
/// </summary>
internal sealed class SymbolTable
{
    private const uint Start = 2166136261;
    private const uint Prime = 0x01000193;

    private readonly Entry?[] _buckets;
    private readonly List<Symbol> _symbols = [];

    public SymbolTable(int buckets, SymbolType constantType)
    {
        _buckets = new Entry?[buckets];
        No = Constant("n", constantType);
        Mod = Constant("m", constantType);
        Yes = Constant("y", constantType);
    }

    public Symbol No { get; }

    public Symbol Mod { get; }

    public Symbol Yes { get; }

    public IReadOnlyList<Symbol> All => _symbols;

    /// <summary>All but y, m and n, in the order of the kernel's table.</summary>
    public Symbol[] InTableOrder()
    {
        var symbols = new Symbol[_symbols.Count - 3];
        var count = 0;
        foreach (var bucket in _buckets)
        {
            for (var entry = bucket; entry is not null; entry = entry.Next)
                symbols[count++] = entry.Symbol;
        }

        return symbols;
    }

    /// <summary>The symbol with that name, created if new.</summary>
    public Symbol Of(ReadOnlySpan<byte> name, bool isConstant)
    {
        if (Letter(name) is { } letter)
            return letter;
        var hash = Hash(name);
        ref var bucket = ref _buckets[hash % (uint)_buckets.Length];
        for (var entry = bucket; entry is not null; entry = entry.Next)
        {
            var symbol = entry.Symbol;
            if (entry.Hash == hash && symbol.IsConstant == isConstant && !symbol.IsChoice && Is(symbol, name))
                return symbol;
        }

        return Add(ref bucket, hash, new Symbol(_symbols.Count, ByteText.Of(name), isConstant, isChoice: false));
    }

    /// <summary>A new choice, or the one with that name.</summary>
    public Symbol Choice(string? name)
    {
        var hash = HashOf(name);
        ref var bucket = ref _buckets[hash % (uint)_buckets.Length];
        for (var entry = bucket; name is not null && entry is not null; entry = entry.Next)
        {
            if (entry.Symbol.IsChoice && entry.Symbol.Name == name)
                return entry.Symbol;
        }

        return Add(ref bucket, hash, new Symbol(_symbols.Count, name, isConstant: false, isChoice: true));
    }

    /// <summary>
    /// Adds the next symbol of a tree that was read before: the order of the table is that of adding.
    /// </summary>
    public Symbol Restore(string? name, bool isConstant, bool isChoice)
    {
        var hash = HashOf(name);
        return Add(
            ref _buckets[hash % (uint)_buckets.Length], hash, new Symbol(_symbols.Count, name, isConstant, isChoice));
    }

    /// <summary>The symbol, not the constant, with that name.</summary>
    public Symbol? Find(ReadOnlySpan<byte> name)
    {
        if (Letter(name) is { } letter)
            return letter;
        var hash = Hash(name);
        for (var entry = _buckets[hash % (uint)_buckets.Length]; entry is not null; entry = entry.Next)
        {
            var symbol = entry.Symbol;
            if (entry.Hash == hash && !symbol.IsConstant && Is(symbol, name))
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

    private Symbol Add(ref Entry? bucket, uint hash, Symbol symbol)
    {
        bucket = new Entry(hash, symbol, bucket);
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

    private static uint HashOf(string? name) => name is null ? 0 : Hash(ByteText.BytesOf(name));

    /// <summary>A link of a bucket's chain, the newest first.</summary>
    private sealed class Entry(uint hash, Symbol symbol, Entry? next)
    {
        public uint Hash => hash;

        public Symbol Symbol => symbol;

        public Entry? Next => next;
    }
}
