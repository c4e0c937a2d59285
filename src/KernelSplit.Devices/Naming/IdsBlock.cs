namespace KernelSplit.Devices.Naming;

/// <summary>
/// A vendor with its devices, or a class with its subclasses. What lies within is read when the first of it is wanted:
/// a machine has devices of few vendors.
/// </summary>
internal sealed class IdsBlock(string text, string name, int start)
{
    private Dictionary<string, string>? _names;

    public string Name => name;

    /// <summary>Behind its last line.</summary>
    public int End { get; set; }

    /// <param name="key">As the file has it; behind its parent's and a space where it lies deeper.</param>
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
