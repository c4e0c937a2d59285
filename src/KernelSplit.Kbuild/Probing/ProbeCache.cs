using System.Text;

namespace KernelSplit.Kbuild.Probing;

/// <summary>
/// The answers of one environment, in one file. An answer counts while every file that it follows from is in the state
/// that it was in before the command ran.
/// </summary>
internal sealed class ProbeCache
{
    private const int MostFiles = 64;
    private const int MostAnswers = 4096;

    private static readonly byte[] Magic = [.. "kernelsplit probes\0"u8, .. typeof(ProbeCache).Module.ModuleVersionId.ToByteArray()];

    private readonly string _file;
    private readonly string _description;
    private readonly ProbeEnvironment _environment;
    private readonly Dictionary<string, ProbeAnswer> _answers = new(StringComparer.Ordinal);
    private string[] _paths = [];
    private string[] _states = [];
    private bool[] _isChecked = [];
    private bool[] _isSame = [];

    public ProbeCache(string folder, ProbeEnvironment environment)
    {
        _environment = environment;
        _description = environment.Describe();
        _file = Path.Combine(folder, $"{Hash([.. Magic, .. Encoding.UTF8.GetBytes(_description)]):x16}.probes");
        try
        {
            Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // Damaged, or another program's.
            _answers.Clear();
        }
    }

    /// <summary>The answer, if nothing that it follows from has changed; else null.</summary>
    public string? Find(string command)
    {
        if (!_answers.TryGetValue(command, out var known))
            return null;
        lock (_answers)
        {
            foreach (var file in known.Files)
            {
                if (!IsSame(file))
                    return null;
            }
        }

        return known.Answer;
    }

    /// <summary>Keeps new answers beside the known ones. That it can't be written is no reason to fail.</summary>
    public void Add(IEnumerable<Probe> probes)
    {
        var paths = new List<string>();
        var states = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var answers = new List<ProbeAnswer>();
        foreach (var probe in probes)
        {
            _answers.Remove(probe.Command);
            var files = new List<int>();
            foreach (var (path, state) in probe.States)
                files.Add(Number(path, state));
            answers.Add(new ProbeAnswer(probe.Command, probe.Answer, [.. files]));
        }

        foreach (var known in _answers.Values)
        {
            if (answers.Count < MostAnswers && Find(known.Command) is not null)
                answers.Add(known with { Files = [.. known.Files.Select(file => Number(_paths[file], _states[file]))] });
        }

        try
        {
            Write(paths, states, answers);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run asks again; that is all that is lost.
        }

        int Number(string path, string state)
        {
            var key = $"{path}\0{state}";
            if (numbers.TryGetValue(key, out var number))
                return number;
            paths.Add(path);
            states.Add(state);
            return numbers[key] = paths.Count - 1;
        }
    }

    private bool IsSame(int file)
    {
        if (!_isChecked[file])
        {
            _isSame[file] = FileState.Of(_environment.Locate(_paths[file])) == _states[file];
            _isChecked[file] = true;
        }

        return _isSame[file];
    }

    private void Read()
    {
        var bytes = File.ReadAllBytes(_file);
        var head = Magic.Length + sizeof(ulong);
        if (bytes.Length < head || !bytes.AsSpan().StartsWith(Magic) || BitConverter.ToUInt64(bytes, Magic.Length) != Hash(bytes.AsSpan(head)))
            return;
        using var reader = new BinaryReader(new MemoryStream(bytes, head, bytes.Length - head));
        // Another environment with the same hash is another environment.
        if (reader.ReadString() != _description)
            return;
        var count = reader.ReadInt32();
        (_paths, _states, _isChecked, _isSame) = (new string[count], new string[count], new bool[count], new bool[count]);
        for (var i = 0; i < count; i++)
            (_paths[i], _states[i]) = (reader.ReadString(), reader.ReadString());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var command = reader.ReadString();
            var answer = reader.ReadString();
            var files = new int[reader.ReadInt32()];
            for (var i = 0; i < files.Length; i++)
                files[i] = reader.ReadInt32();
            _answers[command] = new ProbeAnswer(command, answer, files);
        }
    }

    private void Write(List<string> paths, List<string> states, List<ProbeAnswer> answers)
    {
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(_description);
            writer.Write(paths.Count);
            for (var i = 0; i < paths.Count; i++)
            {
                writer.Write(paths[i]);
                writer.Write(states[i]);
            }

            writer.Write(answers.Count);
            foreach (var answer in answers)
            {
                writer.Write(answer.Command);
                writer.Write(answer.Answer);
                writer.Write(answer.Files.Length);
                foreach (var file in answer.Files)
                    writer.Write(file);
            }
        }

        var content = body.ToArray();
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var partial = $"{_file}.{Environment.ProcessId}.partial";
        try
        {
            using (var stream = File.Create(partial))
            {
                stream.Write(Magic);
                stream.Write(BitConverter.GetBytes(Hash(content)));
                stream.Write(content);
            }

            File.Move(partial, _file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        foreach (var old in folder.GetFiles("*.probes").OrderByDescending(old => old.LastWriteTimeUtc).Skip(MostFiles))
            old.Delete();
    }

    /// <summary>FNV-1a, 64 bits: it tells damage and other environments, it keeps no secret.</summary>
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037;
        foreach (var value in bytes)
            hash = (hash ^ value) * 1099511628211;
        return hash;
    }
}
