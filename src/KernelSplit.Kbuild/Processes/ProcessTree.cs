using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelSplit.Kbuild.Processes;

/// <summary>
/// A process with all its descendants at one moment, from /proc (proc_pid_stat(5)). A signal to make alone reaches the
/// shells that it started, but not the makes that those shells wait for.
/// </summary>
internal sealed partial class ProcessTree
{
    private const int Terminate = 15;
    private const int Kill = 9;

    private readonly List<int> _processes;

    private ProcessTree(List<int> processes) => _processes = processes;

    public static ProcessTree Of(int process)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(ParentOf);
        var tree = new List<int> { process };
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i]]);
        return new ProcessTree(tree);
    }

    /// <summary>Asks them to end. make then deletes the targets that its compilers left half-written.</summary>
    public void AskToEnd() => Send(Terminate);

    public void End() => Send(Kill);

    private void Send(int signal)
    {
        // One that has ended in the meantime is no mistake: the call then does nothing.
        foreach (var process in _processes)
            _ = SendSignal(process, signal);
    }

    private static int ParentOf(int process)
    {
        try
        {
            // The name in parentheses may hold anything; state and parent follow the last one.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
