namespace KernelSplit.Building.Probing;

/// <summary>The compilers and binutils, as named by kbuild's variables.</summary>
internal sealed class Toolchain
{
    private static readonly string[] Variables =
    [
        "CC", "LD", "AR", "NM", "OBJCOPY", "OBJDUMP", "READELF", "STRIP", "HOSTCC", "HOSTCXX", "RUSTC", "HOSTRUSTC",
        "BINDGEN", "PAHOLE",
    ];

    private readonly ProbeEnvironment _environment;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wrappers = new(StringComparer.Ordinal);

    public Toolchain(ProbeEnvironment environment, Fingerprint state)
    {
        _environment = environment;
        foreach (var variable in Variables)
            Add(environment.Variables.GetValueOrDefault(variable, ""), state);
        HasWrapper = _wrappers.Count > 0;
        // A compiler finds its assembler by the same prefix.
        Add(environment.Variables.GetValueOrDefault("CROSS_COMPILE", "") + "as", state);
        Python = environment.Variables.GetValueOrDefault("PYTHON3", "python3");
        Add(Python, state);
        _names.Remove(Python);
    }

    /// <summary>Whether a tool is a wrapper, which may run another program each time.</summary>
    public bool HasWrapper { get; }

    public string Python { get; }

    /// <summary>Whether a word is a tool's name or a reference to the variable that contains it.</summary>
    public bool Has(string word) =>
        _names.Contains(word) || (word.StartsWith('$') && Variables.Contains(word[1..].Trim('{', '}')));

    public bool IsWrapper(string word) => _wrappers.Contains(word);

    private void Add(string command, Fingerprint state)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Where(word => !word.StartsWith('-')).Distinct())
        {
            var programs = _environment.Programs(word).ToList();
            if (programs.Count > 0 || word == words[0])
                _names.Add(word);
            foreach (var program in programs)
            {
                state.Add(program);
                state.Add(FileState.Of(program));
                if (!_environment.IsOfSource(program) && !IsElf(program))
                    _wrappers.Add(word);
            }
        }
    }

    private static bool IsElf(string path)
    {
        try
        {
            var head = new byte[4];
            using var file = File.OpenRead(path);
            file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head.AsSpan().SequenceEqual("\u007FELF"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
