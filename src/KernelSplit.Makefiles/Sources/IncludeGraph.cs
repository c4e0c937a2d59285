using System.Buffers;
using System.Collections.Concurrent;

namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// The includes among the files that a configuration compiles and all that they include. Read as text, so it has at
/// least the includes that the compiler follows.
/// </summary>
internal sealed class IncludeGraph
{
    // How many files are read between two progress reports.
    private const int Step = 500;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly string[] _files;
    private readonly List<int>[] _includers;

    private IncludeGraph(IReadOnlyDictionary<string, IReadOnlyList<string>> includes)
    {
        _files = [.. includes.Keys];
        for (var i = 0; i < _files.Length; i++)
            _numbers[_files[i]] = i;
        _includers = [.. _files.Select(_ => new List<int>())];
        foreach (var (file, included) in includes)
        {
            foreach (var other in included)
                _includers[_numbers[other]].Add(_numbers[file]);
        }
    }

    /// <summary>How many files were read.</summary>
    public int Files => _files.Length;

    /// <summary>Reads files and what they include, on all processors.</summary>
    /// <param name="source">The top of the source.</param>
    /// <param name="compiled">The compiled files, each with the include directories of its compiler run.</param>
    /// <param name="others">Other files that the build reads.</param>
    /// <param name="ofAsn1">The includes of the C files that the build generates from .asn1 files.</param>
    /// <param name="resolver">Resolves include lines.</param>
    /// <param name="progress">Gets the number of files read.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IncludeGraph Read(
        string source, IReadOnlyDictionary<string, IReadOnlyList<string>> compiled, IReadOnlyList<string> others,
        IReadOnlyList<IncludeLine> ofAsn1,
        IncludeResolver resolver, IProgress<int>? progress, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var read = 0;
        IReadOnlyCollection<string> level = compiled.Keys.Concat(others).ToHashSet(StringComparer.Ordinal);
        while (level.Count > 0)
        {
            Parallel.ForEach(level, new ParallelOptions { CancellationToken = cancellation }, file =>
            {
                found[file] =
                [
                    .. IncludesOf(Path.Combine(source, file))
                        .Concat(file.EndsWith(".asn1", StringComparison.Ordinal) ? ofAsn1 : [])
                        .SelectMany(line => resolver.Resolve(file, line, compiled.GetValueOrDefault(file)))
                        .Distinct(StringComparer.Ordinal),
                ];
                if (Interlocked.Increment(ref read) is var now && now % Step == 0)
                    progress?.Report(now);
            });
            level = level.SelectMany(file => found[file]).Where(file =>
                !found.ContainsKey(file)).ToHashSet(StringComparer.Ordinal);
        }

        return new IncludeGraph(found);
    }

    /// <summary>A file and all that include it, directly or not; just the file if nothing includes it.</summary>
    public IReadOnlyCollection<string> ReachedBy(string file)
    {
        if (!_numbers.TryGetValue(file, out var start))
            return [file];
        var isReached = new bool[_files.Length];
        isReached[start] = true;
        var reached = new List<int> { start };
        for (var i = 0; i < reached.Count; i++)
        {
            foreach (var includer in _includers[reached[i]])
            {
                if (isReached[includer])
                    continue;
                isReached[includer] = true;
                reached.Add(includer);
            }
        }

        return [.. reached.Select(number => _files[number])];
    }

    /// <summary>A file's include lines; none if there is no such file.</summary>
    public static List<IncludeLine> IncludesOf(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = (int)Math.Min(RandomAccess.GetLength(file), Array.MaxLength);
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                var read = 0;
                while (read < length
                    && RandomAccess.Read(file, buffer.AsSpan(read, length - read), read) is var more and > 0)
                    read += more;
                return IncludeLines.Find(buffer.AsSpan(0, read));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A file listed in a Makefile need not exist.
            return [];
        }
    }
}
