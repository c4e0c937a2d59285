using KernelSplit.Foundation;

namespace KernelSplit.Building.Probing;

/// <summary>The answers for one state of the machine, in one <see cref="CacheFile"/>.</summary>
internal sealed class ProbeCache
{
    private const int MostFiles = 64;

    private static readonly Guid Build = typeof(ProbeCache).Module.ModuleVersionId;

    private readonly string _file;
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);

    public ProbeCache(string directory, string state)
    {
        _file = Path.Combine(directory, $"{ContentKey.Of(state)}.probes");
        if (CacheFile.Read(_file, Build) is { } content)
            Read(new MemoryStream(content.ToArray()));
    }

    public string? Find(string key) => _answers.GetValueOrDefault(key);

    /// <summary>Adds new answers to the known ones. A cache that can't be written is not an error.</summary>
    public void Add(IReadOnlyDictionary<string, string> answers)
    {
        foreach (var (key, answer) in answers)
            _answers[key] = answer;
        CacheFile.Write(_file, Build, Body(), MostFiles);
    }

    private void Read(Stream body)
    {
        using var reader = new BinaryReader(body);
        for (var left = reader.ReadInt32(); left > 0; left--)
            _answers[reader.ReadString()] = reader.ReadString();
    }

    private byte[] Body()
    {
        var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        writer.Write(_answers.Count);
        foreach (var (key, answer) in _answers)
        {
            writer.Write(key);
            writer.Write(answer);
        }

        return body.ToArray();
    }
}
