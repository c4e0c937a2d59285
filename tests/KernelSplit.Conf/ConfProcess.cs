using System.Text;
using KernelSplit.Building.Probing;
using KernelSplit.Kconfig;

namespace KernelSplit.Conf;

/// <summary>
/// A drop-in process for a kernel's scripts/kconfig/conf, called by <c>make</c>, by the kernel's own tests, or by a
/// benchmark.
/// </summary>
internal static class ConfProcess
{
    public static int Run(string[] arguments) => DeepRecursion.Run(() => RunHere(arguments));

    private static int RunHere(string[] arguments)
    {
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        using var output = new StreamWriter(Console.OpenStandardOutput(), Encoding.Latin1, 1 << 16)
        {
            AutoFlush = isTerminal,
        };
        using var errors = new StreamWriter(Console.OpenStandardError(), Encoding.Latin1) { AutoFlush = true };
        // Not disposed: it is read ahead until the process ends.
        var input = Console.OpenStandardInput();
        var probes = new KconfigProbes(Variables(), Environment.CurrentDirectory, KconfigProbes.DirectoryOfThisUser);
        var host = new KconfigHost
        {
            Shell = probes.Run,
            Prefetch = probes.Prefetch,
            Output = output.Write,
            Errors = errors.Write,
        };
        try
        {
            var program = new ConfProgram(host, input, isTerminal) { Trees = KconfigTree.CacheOfThisUser };
            return program.Run([.. arguments.Select(argument => ByteText.FromUtf8(argument))]);
        }
        finally
        {
            probes.Save();
        }
    }

    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string)variable.Value!;
        return variables;
    }
}
