using System.Security.Cryptography;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Building.Probing;

/// <summary>
/// The answers for one state of the machine, in one file: a digest of the state and the answers, then the answers.
/// </summary>
internal sealed class ProbeCache
{
    private const int MostFiles = 64;

    private readonly string _file;
    private readonly string _state;
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);

    public ProbeCache(string directory, string state)
    {
        (_state, _file) = (state, Path.Combine(directory, $"{ContentKey.Of(state)}.probes"));
        try
        {
            var bytes = File.ReadAllBytes(_file);
            if (bytes.Length > SHA256.HashSizeInBytes
                && bytes.AsSpan(0, SHA256.HashSizeInBytes).SequenceEqual(Digest(bytes.AsSpan(SHA256.HashSizeInBytes))))
                Read(new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is none, or none that can be read: the commands are run.
        }
    }

    public string? Find(string key) => _answers.GetValueOrDefault(key);

    /// <summary>Adds new answers to the known ones. A cache that can't be written is not an error.</summary>
    public void Add(IReadOnlyDictionary<string, string> answers)
    {
        foreach (var (key, answer) in answers)
            _answers[key] = answer;
        try
        {
            var body = Body();
            AtomicFile.WriteUnsynced(_file, stream =>
            {
                stream.Write(Digest(body));
                stream.Write(body);
            });
            var files = new DirectoryInfo(Path.GetDirectoryName(_file)!).GetFiles("*.probes");
            foreach (var old in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostFiles))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run just has to run the commands again.
        }
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

    private byte[] Digest(ReadOnlySpan<byte> body) => SHA256.HashData([.. Encoding.UTF8.GetBytes(_state), .. body]);
}
