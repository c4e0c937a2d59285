using System.Text;

namespace KernelSplit.Modules;

/// <summary>One <c>key=value</c> of a module's .modinfo section (MODULE_INFO in include/linux/module.h).</summary>
public sealed record ModInfoField(string Key, string Value);

/// <summary>A module's .modinfo; every list is in file order.</summary>
public sealed class ModInfo
{
    private readonly ReadOnlyMemory<byte> _text;
    private IReadOnlyList<string>? _aliases;

    /// <param name="text">
    /// NUL-terminated <c>key=value</c> strings, any number of NULs between them. They are decoded on demand: most never
    /// are.
    /// </param>
    internal ModInfo(ReadOnlyMemory<byte> text) => _text = text;

    public ModInfo(IEnumerable<ModInfoField> fields)
        : this(Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => $"{field.Key}={field.Value}\0"))))
    {
    }

    public static ModInfo Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>All fields, unchanged; a string without <c>=</c> is a key.</summary>
    public IReadOnlyList<ModInfoField> Fields
    {
        get
        {
            var fields = new List<ModInfoField>();
            foreach (var record in new ModInfoRecords(_text.Span))
                fields.Add(new ModInfoField(
                    Encoding.UTF8.GetString(record.Key), Encoding.UTF8.GetString(record.Value)));
            return fields;
        }
    }

    /// <summary>Patterns of devices or requests that load the module; see <see cref="AliasPattern"/>.</summary>
    public IReadOnlyList<string> Aliases => _aliases ??= Values("alias");

    /// <summary>Module names that modpost found; the symbols of the tree are more reliable.</summary>
    public IReadOnlyList<string> Depends => [.. Values("depends").SelectMany(SplitNames)];

    public IReadOnlyList<SoftDependency> SoftDeps => [.. Values("softdep").SelectMany(SoftDependency.Parse)];

    /// <summary>Modules that it may request at run time (known to kmod 33 and later).</summary>
    public IReadOnlyList<string> WeakDeps => [.. Values("weakdep").SelectMany(SplitNames)];

    /// <summary>Paths relative to /lib/firmware.</summary>
    public IReadOnlyList<string> Firmware => Values("firmware");

    public IReadOnlyList<ModuleParameter> Parameters => ModuleParameter.Join(Fields);

    public IReadOnlyList<string> ImportNamespaces => Values("import_ns");

    public string? License => First("license");

    public string? Description => First("description");

    public string? VerMagic => First("vermagic");

    /// <summary>The release that it was built for: vermagic's first word (include/linux/vermagic.h).</summary>
    public string? Release => VerMagic?.Split(' ')[0];

    /// <summary>The section's bytes.</summary>
    internal ReadOnlySpan<byte> Text => _text.Span;

    public IReadOnlyList<string> Values(string key)
    {
        Span<byte> wanted = stackalloc byte[Encoding.UTF8.GetMaxByteCount(key.Length)];
        wanted = wanted[..Encoding.UTF8.GetBytes(key, wanted)];
        List<string>? values = null;
        foreach (var record in new ModInfoRecords(_text.Span))
        {
            if (record.Key.SequenceEqual(wanted))
                (values ??= []).Add(Encoding.UTF8.GetString(record.Value));
        }
        return values is null ? [] : values;
    }

    /// <summary>The number of fields with a key.</summary>
    public int Count(string key)
    {
        Span<byte> wanted = stackalloc byte[Encoding.UTF8.GetMaxByteCount(key.Length)];
        wanted = wanted[..Encoding.UTF8.GetBytes(key, wanted)];
        var count = 0;
        foreach (var record in new ModInfoRecords(_text.Span))
            count += record.Key.SequenceEqual(wanted) ? 1 : 0;
        return count;
    }

    public string? First(string key) => Values(key) is [var first, ..] ? first : null;

    private static string[] SplitNames(string text) =>
        text.Length == 0 ? [] : text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
