using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit modules</c>: what a kernel's modules are.</summary>
internal static class ModulesCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("kernel") { Arity = ArgumentArity.OneOrMore };
        var command = new DocumentedCommand("modules", "Read the modules of a finished kernel.", "") { inputs };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(parsed.GetRequiredValue(inputs), cancellation)));
        return command;
    }

    private static Task<int> Run(string[] inputs, CancellationToken cancellation)
    {
        var time = System.Diagnostics.Stopwatch.StartNew();
        var tree = ModuleTreeReader.Read(inputs, null, "/tmp/kscache", cancellation);
        Console.Out.WriteLine($"{tree.Release}: {tree.Modules.Count} modules {time.ElapsedMilliseconds} ms, gc {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} since start {(DateTime.Now - System.Diagnostics.Process.GetCurrentProcess().StartTime).TotalMilliseconds} {Environment.WorkingSet >> 20} MiB, allocated {GC.GetTotalAllocatedBytes(true) >> 10} KiB");
        return Task.FromResult(0);
    }
}
