using KernelSplit.Foundation;

namespace KernelSplit.Cli.Inputs;

/// <summary>Asks on a terminal for what no option says.</summary>
internal static class Questions
{
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <param name="question">Without a question mark.</param>
    /// <param name="otherwise">What an empty line means.</param>
    /// <param name="read">Throws <see cref="InvalidInputException"/> for a wrong answer; then it asks again.</param>
    public static T Ask<T>(string question, string otherwise, Func<string, T> read)
    {
        while (true)
        {
            Console.Error.Write($"{question} [{otherwise}]: ");
            var answer = (Console.In.ReadLine() ?? throw new OperationCanceledException()).Trim();
            try
            {
                return read(answer.Length > 0 ? answer : otherwise);
            }
            catch (InvalidInputException e)
            {
                foreach (var diagnostic in e.Diagnostics)
                    Console.Error.WriteLine(diagnostic);
            }
        }
    }
}
