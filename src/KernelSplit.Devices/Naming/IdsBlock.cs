namespace KernelSplit.Devices.Naming;

/// <summary>
/// A vendor with its devices, or a class with its subclasses. The content is parsed on first use: a machine has devices
/// of few vendors.
/// </summary>
internal sealed class IdsBlock(string text, string name, int start)
{
    private Dictionary<string, string>? _names;

    public string Name => name;

    /// <summary>The position after its last line.</summary>
    public int End { get; set; }

    /// <param name="key">As in the file; prefixed by its parent's key and a space if it is nested.</param>
    public string? Find(string key) => (_names ??= Read()).GetValueOrDefault(key);

    private Dictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var parent = "";
        for (var i = start; i < End;)
        {
            var line = IdsLine.At(text, i);
            i = line.Next;
            if (line.Key.IsEmpty || line.Depth is < 1 or > 2)
                continue;
            var key = line.Depth == 1 ? line.Key.ToString() : $"{parent} {line.Key}";
            names[key] = line.Name.ToString();
            if (line.Depth == 1)
                parent = key;
        }
        return names;
    }
}
