using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using KernelSplit.Diagnostics;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>Reads a kernel's modules where they lie; nothing is unpacked to disk.</summary>
public static class ModuleTreeReader
{
    /// <param name="inputs">
    /// A directory with [usr/]lib/modules/RELEASE below it or such a directory itself, a .deb, a tarball, or one or
    /// several .rpm of one kernel.
    /// </param>
    /// <param name="progress">Told after each module, from any thread, one at a time.</param>
    /// <param name="cancellation">Ends the reading within one module's time.</param>
    /// <exception cref="InvalidInputException">
    /// An input is missing or damaged, there is no module or more than one kernel, or a module is there twice. A
    /// single module that can't be read is an error in <see cref="ModuleTree.Diagnostics"/> instead.
    /// </exception>
    /// <exception cref="MissingLibraryException">Modules or archive need a library that the machine lacks.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModuleTree Read(
        IReadOnlyList<string> inputs,
        IProgress<ModuleReadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var source = string.Join(", ", inputs);
        try
        {
            var files = TreeInputs.Open(inputs, cancellation);
            var total = (files as IReadOnlyCollection<TreeFile>)?.Count(file => file.Kind == TreeFileKind.Module);
            var builder = new TreeBuilder(source, total, progress);
            ForEach(files, builder.Add, cancellation);
            return builder.Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(source, e.Message);
        }
    }

    /// <summary>
    /// Without buffering, a thread takes one file when it has time for it: an archive, which only one thread at a
    /// time can read, is then never further ahead than there are threads, however large it is.
    /// </summary>
    private static void ForEach(IEnumerable<TreeFile> files, Action<TreeFile> read, CancellationToken cancellation)
    {
        var options = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        try
        {
            Parallel.ForEach(Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering), options, read);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
