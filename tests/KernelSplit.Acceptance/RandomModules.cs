using System.Text;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>
/// A small module tree that no kernel has: shared names, shared symbols, any order. One seed, one tree.
/// </summary>
internal sealed class RandomModules : IDisposable
{
    private static readonly string[] Folders = ["kernel/a", "kernel/b/c", "updates", "extra", "."];

    private readonly TempDirectory _root = new("kernelsplit-modules-");
    private readonly Random _random;
    private readonly string[] _symbols;

    public RandomModules(int seed)
    {
        _random = new Random(seed);
        var count = _random.Next(1, 25);
        _symbols = [.. Enumerable.Range(0, count + 3).Select(i => Name($"symbol{i}"))];
        var paths = Enumerable.Range(0, count).Select(i =>
            Path.Combine(Pick(Folders), Name($"mod{i}") + ".ko")).ToArray();
        for (var i = 0; i < paths.Length; i++)
            Write(paths[i], Module(i, count).ToBytes());
        if (_random.Next(4) > 0)
            Write("modules.order", Lines(paths.Append("kernel/gone.ko").Where(_ => _random.Next(3) > 0)));
        if (_random.Next(4) > 0)
            WriteBuiltIns();
    }

    public string Root => _root.Path;

    public string Modules => Path.Combine(_root.Path, "lib/modules/6.1.0-random");

    public void Dispose() => _root.Dispose();

    /// <summary>It imports from modules with higher numbers, so that most trees have no cycle.</summary>
    private ElfModule Module(int number, int count) => new()
    {
        Is64Bit = _random.Next(2) > 0,
        IsBigEndian = _random.Next(2) > 0,
        ModInfo = ["license=GPL", .. Fields()],
        Exports = [.. _symbols.Where((_, i) => i == number || (i < number && _random.Next(20) == 0))],
        Imports = [.. Shuffled(_symbols.Where((_, i) => i > number && _random.Next(count) < 4).Append(Back(number)))],
        WeakImports = [.. _symbols.Where((_, i) => i > number && _random.Next(count) == 0)],
    };

    private string Back(int number) => _random.Next(60) == 0 ? _symbols[_random.Next(number + 1)] : "printk";

    private IEnumerable<string> Fields()
    {
        for (var i = _random.Next(6); i > 0; i--)
        {
            yield return _random.Next(10) switch
            {
                0 => "softdep=pre: " + Name("x") + " post: y",
                1 => "weakdep=" + Name("x"),
                2 => $"alias=char-major-{_random.Next(300)}-{_random.Next(300)}",
                3 => $"alias=block-major-{_random.Next(300)}-*",
                4 => "alias=devname:some/" + Name("node"),
                5 => "alias=pci:v0000-d[0-9]*",
                6 => "alias=broken[0-9",
                7 => "alias",
                8 => "alias=" + Name("of:N*"),
                _ => "alias=" + Name("a") + new string('b', _random.Next(300)),
            };
        }
    }

    private void WriteBuiltIns()
    {
        string[] names = [.. Shuffled(Enumerable.Range(0, _random.Next(1, 8)).Select(i => Name($"built{i}")))];
        Write("modules.builtin", Lines(names.Append(names[0]).Select(name => $"kernel/{name}.ko")));
        var records = names.SelectMany(name =>
            Fields().Prepend("license=GPL").Where(field => field.Contains('=')).Select(field =>
                $"{name.Replace('-', '_')}.{field}\0"));
        Write("modules.builtin.modinfo", Encoding.ASCII.GetBytes(string.Concat(records)));
    }

    private string Name(string stem) => stem + Pick(["", "-x", "_y", "-long-name-of-something", "A"]);

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private T[] Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        _random.Shuffle(shuffled);
        return shuffled;
    }

    private byte[] Lines(IEnumerable<string> lines) =>
        Encoding.ASCII.GetBytes(string.Concat(Shuffled(lines).Select(line => line + "\n")));

    private void Write(string file, byte[] content)
    {
        var path = Path.Combine(Modules, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
