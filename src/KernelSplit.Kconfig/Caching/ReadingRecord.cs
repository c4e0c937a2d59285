using System.Collections.Concurrent;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Caching;

/// <summary>
/// All that reading Kconfig files depended on: which files were there, and in what state; variables, set or not;
/// commands and what they printed.
/// </summary>
internal sealed class ReadingRecord
{
    private readonly DateTimeOffset _started;
    private readonly KconfigHost _host;
    private readonly ConcurrentDictionary<string, FileStamp?> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string?> _variables = new(StringComparer.Ordinal);
    private readonly List<(string Command, string Output)> _commands = [];
    private volatile bool _isComplete = true;

    public ReadingRecord(KconfigHost host)
    {
        (_host, _started) = (host, host.Clock.GetUtcNow());
        Host = new KconfigHost
        {
            Directory = host.Directory,
            Environment = name => _variables.GetOrAdd(name, _host.Environment),
            Shell = Run,
            Prefetch = host.Prefetch,
            Files = path => _files.GetOrAdd(path, StampOf),
            Output = text => Say(host.Output, text),
            Errors = text => Say(host.Errors, text),
        };
    }

    /// <summary>The host to read with.</summary>
    public KconfigHost Host { get; }

    /// <summary>
    /// Whether the same again gives the same: nothing was printed, each command only asks, and no file can have changed
    /// unnoticed since.
    /// </summary>
    public bool IsComplete => _isComplete && _files.Values.All(stamp => stamp?.IsSettled(_started) ?? true);

    public void Write(NumberWriter writer)
    {
        writer.Add(_variables.Count);
        foreach (var (name, value) in _variables)
        {
            writer.Add(name);
            writer.Add(value);
        }

        writer.Add(_files.Count);
        foreach (var (path, stamp) in _files)
        {
            writer.Add(ByteText.FromUtf8(path));
            Write(writer, stamp);
        }

        writer.Add(_commands.Count);
        foreach (var (command, output) in _commands)
        {
            writer.Add(command);
            writer.Add(output);
        }
    }

    /// <summary>
    /// Whether all of a record still holds. Commands that aren't remembered are run, and what they print to standard
    /// error is printed again.
    /// </summary>
    public static bool Holds(NumberReader reader, KconfigHost host)
    {
        var holds = true;
        for (var left = reader.Next(); left > 0; left--)
            holds &= host.Environment(reader.NextText()) == reader.NextTextOrNull();
        for (var left = reader.Next(); left > 0 && holds; left--)
            holds = StampOf(ByteText.ToUtf16(reader.NextText())) == ReadStamp(reader);
        if (!holds)
            return false;
        var commands = new (string Command, string Output)[reader.Next()];
        for (var i = 0; i < commands.Length; i++)
            commands[i] = (reader.NextText(), reader.NextText());
        if (commands.Length > 0 && host.Prefetch is null)
            return false;
        foreach (var (command, _) in commands)
        {
            if (host.Prefetch!(command, false) is null)
                return false;
        }

        return commands.All(known => host.Prefetch!(known.Command, true) == known.Output)
            && commands.All(known => host.Shell(known.Command) == known.Output);
    }

    private string Run(string command)
    {
        // A command that may do more than ask has to run again each time.
        if (_host.Prefetch?.Invoke(command, false) is null)
            _isComplete = false;
        var output = _host.Shell(command);
        _commands.Add((command, output));
        return output;
    }

    private void Say(Action<string> print, string text)
    {
        _isComplete = false;
        print(text);
    }

    /// <returns>Null where <see cref="KconfigHost"/> finds no file.</returns>
    private static FileStamp? StampOf(string path) =>
        FileStamp.FindTarget(path, out var type) is { } stamp && type != FileType.Directory ? stamp : null;

    private static void Write(NumberWriter writer, FileStamp? stamp)
    {
        writer.Add(stamp is null ? 0 : 1);
        if (stamp is not { } known)
            return;
        writer.Add((long)known.Device);
        writer.Add((long)known.Inode);
        writer.Add(known.Size);
        writer.Add(known.Changed);
        writer.Add(known.Modified);
    }

    private static FileStamp? ReadStamp(NumberReader reader) => reader.Next() == 0
        ? null
        : new FileStamp(
            (ulong)reader.NextLong(), (ulong)reader.NextLong(), reader.NextLong(), reader.NextLong(),
            reader.NextLong());
}
