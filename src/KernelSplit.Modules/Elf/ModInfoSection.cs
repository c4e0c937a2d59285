namespace KernelSplit.Modules.Elf;

internal static class ModInfoSection
{
    /// <summary>NUL-terminated <c>key=value</c> strings, any number of NULs between them.</summary>
    public static ModInfo Parse(ReadOnlySpan<byte> section, StringPool pool)
    {
        var fields = new List<ModInfoField>();
        foreach (var range in section.Split((byte)0))
        {
            var text = section[range];
            if (text.IsEmpty)
                continue;
            var equals = text.IndexOf((byte)'=');
            fields.Add(equals < 0
                ? new ModInfoField(pool.Get(text), "")
                : new ModInfoField(pool.Get(text[..equals]), pool.Get(text[(equals + 1)..])));
        }
        return new ModInfo([.. fields]);
    }
}
