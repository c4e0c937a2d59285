using System.Collections.Concurrent;
using KernelSplit.Kbuild.Processes;

namespace KernelSplit.Kbuild.Probing;

/// <summary>What programs say about themselves; each is asked once.</summary>
internal sealed class ToolFacts(ProbeEnvironment environment)
{
    private static readonly string[] Helpers = ["as", "ld", "cc1", "collect2"];

    private readonly ConcurrentDictionary<string, string[]> _helpers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _plain = new(StringComparer.Ordinal);

    /// <summary>Whether a file is code for the processor that goes by its own name, and not one that picks another.</summary>
    public bool IsPlainProgram(string program) => _plain.GetOrAdd(program, path =>
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name ?? Path.GetFileName(path);
        var isUsual = ToolKinds.Of(target) != ToolKind.Unknown || ToolKinds.Of(Path.GetFileName(path)) == ToolKind.Unknown
            || target is "dash" or "bash" or "busybox" or "coreutils" or "toybox" or "sed" || target.StartsWith("llvm-", StringComparison.Ordinal)
            || target is "lld" || target.Contains("bindgen", StringComparison.Ordinal);
        return (isUsual && IsElf(path)) || IsPackagedScript(path);
    });

    /// <summary>A package manager tells when it changes.</summary>
    public static bool IsManaged(string program)
    {
        var target = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(program);
        return (target.StartsWith("/usr/", StringComparison.Ordinal) || target.StartsWith("/bin/", StringComparison.Ordinal))
            && !target.StartsWith("/usr/local/", StringComparison.Ordinal);
    }

    /// <summary>Adds the programs that a compiler runs.</summary>
    public void NoteHelpers(string program, HashSet<string> files)
    {
        var name = Path.GetFileName(program);
        if (ToolKinds.Of(name) != ToolKind.Compiler || !(name.Contains("cc", StringComparison.Ordinal) || name.Contains("++", StringComparison.Ordinal) || name.Contains("clang", StringComparison.Ordinal)))
            return;
        foreach (var helper in _helpers.GetOrAdd(program, AskForHelpers))
            files.Add(helper);
    }

    /// <summary>Adds the folders that an interpreter imports from.</summary>
    /// <returns>Whether it says them.</returns>
    public bool NotePython(string program, HashSet<string> files)
    {
        var folders = _helpers.GetOrAdd(program, path => Ask(path, "-c", "import sys; print(*sys.path[1:], sep=\"\\n\")"));
        foreach (var folder in folders)
            files.Add(Directory.Exists(folder) ? folder + "/" : folder);
        return folders.Length > 0;
    }

    private string[] AskForHelpers(string compiler)
    {
        var found = new List<string>();
        foreach (var helper in Helpers)
        {
            if (Ask(compiler, $"-print-prog-name={helper}") is not [var answer])
                continue;
            if (answer.Contains('/', StringComparison.Ordinal))
                found.Add(answer);
            else
                found.AddRange(environment.Programs(answer));
        }

        return [.. found];
    }

    private string[] Ask(string program, params string[] arguments)
    {
        var words = arguments.Prepend(program).Select(word => $"'{word}'");
        return KconfigShell.Run($"{string.Join(' ', words)} 2>/dev/null </dev/null", environment.Variables, environment.Directory, out _)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsElf(string path)
    {
        var head = new byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual("\u007FELF"u8);
    }

    /// <summary>Small wrappers that come with the system, as egrep and which are.</summary>
    private static bool IsPackagedScript(string path) =>
        IsManaged(path) && Path.GetFileName(path) is "egrep" or "fgrep" or "which" or "ccache";
}
