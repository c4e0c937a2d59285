using System.Text;

namespace KernelSplit.Modules.Reading;

/// <summary>The joined content of modules.builtin and modules.builtin.modinfo.</summary>
internal sealed class BuiltInFiles
{
    private readonly Dictionary<string, List<string>> _sourcePaths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemoryStream> _fields = new(StringComparer.Ordinal);

    private readonly List<string> _order = [];

    public BuiltInFiles(IEnumerable<ReadFile> files)
    {
        foreach (var file in files)
        {
            if (file.File.Kind == TreeFileKind.BuiltInList)
                AddList(file.Content);
            else if (file.File.Kind == TreeFileKind.BuiltInInfo)
                AddInfo(file.Content);
        }
    }

    /// <summary>Names in the order in which they first appear in modules.builtin.modinfo.</summary>
    public IReadOnlyList<string> Order => _order;

    public IEnumerable<BuiltInModule> Build()
    {
        foreach (var name in _fields.Keys)
            _sourcePaths.TryAdd(name, []);
        foreach (var (name, paths) in _sourcePaths)
        {
            var info = _fields.TryGetValue(name, out var fields)
                ? new ModInfo(fields.GetBuffer().AsMemory(0, (int)fields.Length))
                : ModInfo.Empty;
            yield return new BuiltInModule(name, paths.LastOrDefault(), info)
            {
                OtherSourcePaths = [.. paths.SkipLast(1)],
            };
        }
    }

    /// <summary>Each line is the path that the module would have, relative to the release's directory.</summary>
    private void AddList(ReadOnlySpan<byte> content)
    {
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length == 0)
                continue;
            var name = ModulePath.NameOf(line);
            if (!_sourcePaths.TryGetValue(name, out var paths))
                _sourcePaths.Add(name, paths = []);
            paths.Add(ModulePath.SourcePathOf(line));
        }
    }

    /// <summary>NUL-terminated <c>name.key=value</c> records (__MODULE_INFO in include/linux/moduleparam.h).</summary>
    private void AddInfo(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> name = [];
        MemoryStream? fields = null;
        foreach (var record in new BytePieces(content, 0))
        {
            var dot = record.IndexOf((byte)'.');
            if (dot <= 0 || record.IndexOf((byte)'=') < dot)
                continue;
            // A module's records are contiguous.
            if (fields is null || !record[..dot].SequenceEqual(name))
            {
                name = record[..dot];
                fields = FieldsOf(ModulePath.NormalizeName(Encoding.UTF8.GetString(name)));
            }
            fields.Write(record[(dot + 1)..]);
            fields.WriteByte(0);
        }
    }

    private MemoryStream FieldsOf(string name)
    {
        if (!_fields.TryGetValue(name, out var fields))
        {
            _fields.Add(name, fields = new MemoryStream());
            _order.Add(name);
        }
        return fields;
    }
}
