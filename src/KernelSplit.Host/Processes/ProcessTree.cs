using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelSplit.Host.Processes;

/// <summary>
/// A child of ours with all its descendants, from /proc (proc_pid_stat(5)). CliWrap interrupts a program
/// alone or kills it with its children at once: a signal to make alone reaches the shells that it started, but not the
/// makes that those shells wait for, and a make that is killed leaves half-written targets behind.
/// </summary>
internal sealed partial class ProcessTree
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly HashSet<Member> _members = [];

    /// <summary>
    /// Halts a child of ours and all its descendants, those too that one starts while the others are being halted: a
    /// make that nobody signals goes on compiling after its parents have gone.
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

    /// <summary>Asks the halted to end. make then deletes the targets that its compilers left half-written.</summary>
    public void AskToEnd()
    {
        Send(_members, Terminate);
        Send(_members, Continue);
    }

    public void End() => Send(_members, Kill);

    /// <summary>Those of the tree that aren't known yet.</summary>
    private List<Member> Found(int process)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(Read)
            .OfType<Member>()
            .ToList();
        var children = all.ToLookup(member => member.Parent);
        // One that has ended may have given its number to another.
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
            // The name in parentheses may hold anything; state and parent follow the last one, the start is field 22.
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
