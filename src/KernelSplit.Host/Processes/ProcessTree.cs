using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelSplit.Host.Processes;

/// <summary>
/// A child process with all its descendants, from /proc (proc_pid_stat(5)). CliWrap either interrupts only the program
/// or kills it with its children immediately. A signal to make alone reaches the shells that it started, but not the
/// makes that those shells wait for; a killed make leaves half-written targets behind.
/// </summary>
internal sealed partial class ProcessTree
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly HashSet<Member> _members = [];

    /// <summary>
    /// Stops a child process and all its descendants, including those that start meanwhile: a make that gets no signal
    /// continues to compile after its parents have exited.
    /// </summary>
    public static ProcessTree Halt(int process)
    {
        var tree = new ProcessTree();
        while (tree.Found(process) is { Count: > 0 } found)
        {
            tree._members.UnionWith(found);
            Send(found, Stop);
        }
        return tree;
    }

    /// <summary>Sends SIGTERM, then SIGCONT. make deletes its half-written targets on SIGTERM.</summary>
    public void AskToEnd()
    {
        Send(_members, Terminate);
        Send(_members, Continue);
    }

    public void End() => Send(_members, Kill);

    /// <summary>The members of the tree that aren't known yet.</summary>
    private List<Member> Found(int process)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(Read)
            .OfType<Member>()
            .ToList();
        var children = all.ToLookup(member => member.Parent);
        // The PID may have been reused.
        var tree = children[Environment.ProcessId].Where(member => member.Id == process).ToList();
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i].Id]);
        return [.. tree.Where(member => !_members.Contains(member))];
    }

    private static void Send(IEnumerable<Member> members, int signal)
    {
        foreach (var member in members.Where(member => Read(member.Id)?.Start == member.Start))
            _ = SendSignal(member.Id, signal);
    }

    private static Member? Read(int process)
    {
        try
        {
            // The name in parentheses may contain anything. State and parent follow the last ")"; the start time is
            // field 22.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Member(process, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private sealed record Member(int Id, int Parent, string Start);
}
