using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Building.Probing;

/// <summary>The answers for one environment and one state of the installed software, in one file.</summary>
internal sealed class ProbeCache
{
    private const int MostFiles = 64;
    private const int MostAnswers = 4096;

    private static readonly string Program = typeof(ProbeCache).Module.ModuleVersionId.ToString();

    private readonly string _file;
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);

    public ProbeCache(string directory, Fingerprint state)
    {
        state.Add(Program);
        _file = Path.Combine(directory, $"{state}.probes");
        try
        {
            Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // Written by another program, or damaged in a way that the fingerprint doesn't detect.
            _answers.Clear();
        }
    }

    public string? Find(string key) => _answers.GetValueOrDefault(key);

    /// <summary>Adds new answers to the known ones. A cache that can't be written is not an error.</summary>
    public void Add(IReadOnlyDictionary<string, string> answers)
    {
        if (_answers.Count + answers.Count > MostAnswers)
            _answers.Clear();
        foreach (var (key, answer) in answers)
            _answers[key] = answer;
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run just has to run the commands again.
        }
    }

    private void Read()
    {
        if (!File.Exists(_file))
            return;
        var bytes = File.ReadAllBytes(_file);
        using var answers = new BinaryReader(new MemoryStream(bytes));
        var fingerprint = answers.ReadString();
        if (FingerprintOf(bytes.AsSpan((int)answers.BaseStream.Position)) != fingerprint)
            return;
        for (var left = answers.ReadInt32(); left > 0; left--)
            _answers[answers.ReadString()] = answers.ReadString();
    }

    private void Write()
    {
        var body = new MemoryStream();
        using var answers = new BinaryWriter(body, Encoding.UTF8);
        answers.Write(_answers.Count);
        foreach (var (key, answer) in _answers)
        {
            answers.Write(key);
            answers.Write(answer);
        }

        AtomicFile.WriteUnsynced(_file, stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(FingerprintOf(body.ToArray()));
            writer.Write(body.ToArray());
        });
        var files = new DirectoryInfo(Path.GetDirectoryName(_file)!).GetFiles("*.probes");
        foreach (var old in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostFiles))
            old.Delete();
    }

    private static string FingerprintOf(ReadOnlySpan<byte> bytes)
    {
        var fingerprint = new Fingerprint();
        fingerprint.Add(bytes);
        return fingerprint.ToString();
    }
}
