namespace KernelSplit.Modules;

/// <summary>One <c>key=value</c> of a module's .modinfo section (MODULE_INFO in include/linux/module.h).</summary>
public readonly record struct ModInfoField(string Key, string Value);

/// <summary>What a module says about itself in .modinfo, every list in the file's order.</summary>
public sealed class ModInfo
{
    public ModInfo(IReadOnlyList<ModInfoField> fields)
    {
        Fields = fields;
        Aliases = Values("alias");
        Firmware = Values("firmware");
        ImportNamespaces = Values("import_ns");
        Depends = [.. Values("depends").SelectMany(SplitNames)];
        SoftDeps = [.. Values("softdep").SelectMany(SoftDependency.Parse)];
        WeakDeps = [.. Values("weakdep").SelectMany(SplitNames)];
    }

    public static ModInfo Empty { get; } = new([]);

    /// <summary>All fields as they are, including those named here.</summary>
    public IReadOnlyList<ModInfoField> Fields { get; }

    /// <summary>Patterns of the devices (or requests) that load the module; see <see cref="AliasPattern"/>.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Module names that modpost found; a tree's own symbols say the same with certainty.</summary>
    public IReadOnlyList<string> Depends { get; }

    public IReadOnlyList<SoftDependency> SoftDeps { get; }

    /// <summary>Modules that it may ask for while running (kmod 33 and later know the field).</summary>
    public IReadOnlyList<string> WeakDeps { get; }

    /// <summary>Paths below /lib/firmware.</summary>
    public IReadOnlyList<string> Firmware { get; }

    public IReadOnlyList<string> ImportNamespaces { get; }

    public string? License => First("license");

    public string? Description => First("description");

    public string? VerMagic => First("vermagic");

    public IReadOnlyList<string> Values(string key)
    {
        List<string>? values = null;
        foreach (var field in Fields)
        {
            if (field.Key == key)
                (values ??= []).Add(field.Value);
        }
        return values is null ? [] : values;
    }

    public string? First(string key)
    {
        foreach (var field in Fields)
        {
            if (field.Key == key)
                return field.Value;
        }
        return null;
    }

    private static string[] SplitNames(string text) =>
        text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
