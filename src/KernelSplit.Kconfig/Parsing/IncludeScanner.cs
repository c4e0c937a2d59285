using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Macros;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>
/// Scans the files ahead of the parser, on its own thread: files are in memory when the parser needs them, and the host
/// can run commands ahead. It understands only <c>source</c>, assignments and macros; its mistakes cost only time.
/// </summary>
internal sealed class IncludeScanner : IDisposable
{
    private const int MaxIncludeDepth = 100;

    private readonly KconfigHost _host;
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly MacroLanguage _macros;
    private readonly Thread _thread;
    private string _file = "";
    private bool _isNeeded;
    private bool _keepsFiles = true;
    private volatile bool _isStopped;

    public IncludeScanner(string rootFile, byte[] rootText, KconfigHost host, Dialect dialect)
    {
        _host = host;
        var silent = new KconfigHost { Environment = host.Environment, Directory = host.Directory, Shell = Prefetch };
        _macros = new MacroLanguage(silent, dialect, new Report(silent), () => new SourceLocation(_file, 0));
        _thread = new Thread(() => Scan(rootFile, rootText), 16 << 20) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Stops the thread.</summary>
    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
    }

    /// <summary>The same host, with files read ahead.</summary>
    public KconfigHost Ahead() => new()
    {
        Environment = _host.Environment,
        Directory = _host.Directory,
        Output = _host.Output,
        Errors = _host.Errors,
        Files = _host.Files,
        FileAhead = Take,
        Shell = command =>
        {
            // A command that can't run ahead may change any file.
            if (_host.Prefetch!(command, false) is null)
                DropFiles();
            return _host.Shell(command);
        },
    };

    private byte[]? Take(string name)
    {
        lock (_files)
            return _files.Remove(name, out var bytes) ? bytes : null;
    }

    private void DropFiles()
    {
        lock (_files)
        {
            _keepsFiles = false;
            _files.Clear();
        }
    }

    private string Prefetch(string command)
    {
        if (_host.Prefetch!(command, _isNeeded) is { } output)
            return output;
        DropFiles();
        return "";
    }

    private void Scan(string rootFile, byte[] rootText)
    {
        try
        {
            Read(rootFile, rootText, 0);
        }
        catch (Exception e) when (e is InvalidInputException or IOException or InsufficientExecutionStackException
            or System.ComponentModel.Win32Exception)
        {
            // The parser will report it.
        }
    }

    private void Read(string file, byte[] bytes, int depth)
    {
        for (var at = 0; at < bytes.Length && !_isStopped;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            var line = bytes.AsSpan(at, length < 0 ? bytes.Length - at : length);
            at += line.Length + 1;
            if (line.IsEmpty || line[0] == '#')
                continue;
            var isSource = line[0] == 's' && line.StartsWith("source"u8);
            if (!isSource && line.IndexOf((byte)'$') < 0 && !IsAssignment(line))
                continue;
            _file = file;
            try
            {
                if (isSource)
                    Include(ByteText.Of(line), depth);
                else
                    Expand(ByteText.Of(line));
            }
            catch (InvalidInputException)
            {
                // Not a macro, or one that needs a command's output.
            }
        }
    }

    private void Include(string line, int depth)
    {
        var start = line.IndexOf('"', StringComparison.Ordinal) + 1;
        var end = line.LastIndexOf('"');
        if (start == 0 || end < start || depth > MaxIncludeDepth)
            return;
        var name = ExpandAll(line[start..end]);
        if (_host.ReadFile(name) is not { } bytes)
            return;
        lock (_files)
        {
            if (_keepsFiles)
                _files[name] = bytes;
        }

        Read(name, bytes, depth + 1);
    }

    private static bool IsAssignment(ReadOnlySpan<byte> line) =>
        char.IsAsciiLetter((char)line[0]) && line.IndexOf((byte)'=') > 0;

    private void Expand(string line)
    {
        var name = 0;
        while (name < line.Length && (char.IsAsciiLetterOrDigit(line[name]) || line[name] is '_' or '-'))
            name++;
        var sign = name;
        while (sign < line.Length && line[sign] is ' ' or '\t')
            sign++;
        Flavor? flavor = sign + 1 >= line.Length ? null : (line[sign], line[sign + 1]) switch
        {
            ('=', _) => Flavor.Recursive,
            (':', '=') => Flavor.Simple,
            ('+', '=') => Flavor.Append,
            _ => null,
        };
        if (name == 0 || flavor is null)
        {
            ExpandAll(line);
            return;
        }

        // Commands are built from its value.
        _isNeeded = true;
        try
        {
            _macros.Define(
                line[..name], line[(sign + (flavor == Flavor.Recursive ? 1 : 2))..].TrimStart(), flavor.Value);
        }
        finally
        {
            _isNeeded = false;
        }
    }

    private string ExpandAll(string text)
    {
        var expanded = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at++] == '$')
                expanded.Append(_macros.ExpandDollar(text, ref at));
            else
                expanded.Append(text[at - 1]);
        }

        return expanded.ToString();
    }
}
