using System.Text;

namespace KernelSplit.Modules.Reading;

/// <summary>What modules.builtin and modules.builtin.modinfo say, put together.</summary>
internal sealed class BuiltInFiles
{
    private readonly SortedDictionary<string, List<string>> _sourcePaths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ModInfoField>> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Names as modules.builtin.modinfo has them first.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>A path of a module that is none in each line, relative to the release's directory.</summary>
    public void AddList(ReadOnlySpan<byte> content)
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
    public void AddInfo(ReadOnlySpan<byte> content, StringPool pool)
    {
        foreach (var range in content.Split((byte)0))
        {
            var record = content[range];
            var dot = record.IndexOf((byte)'.');
            var equals = record.IndexOf((byte)'=');
            if (dot <= 0 || equals < dot)
                continue;
            var name = ModulePath.NormalizeName(pool.Get(record[..dot]));
            if (!_fields.TryGetValue(name, out var fields))
            {
                _fields.Add(name, fields = []);
                _order.Add(name);
            }
            fields.Add(new ModInfoField(pool.Get(record[(dot + 1)..equals]), pool.Get(record[(equals + 1)..])));
        }
    }

    public IEnumerable<BuiltInModule> Build()
    {
        foreach (var name in _fields.Keys)
            _sourcePaths.TryAdd(name, []);
        foreach (var (name, paths) in _sourcePaths)
        {
            var info = _fields.TryGetValue(name, out var fields) ? new ModInfo(fields) : ModInfo.Empty;
            yield return new BuiltInModule(name, paths.LastOrDefault(), info) { OtherSourcePaths = [.. paths.SkipLast(1)] };
        }
    }
}
