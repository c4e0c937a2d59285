using System.Diagnostics;
using System.Text;

namespace KernelSplit.Testing;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs programs as a user would, apart from the code under test.</summary>
internal static class Shell
{
    public static string Checkout => Testing.Checkout.Folder;

    /// <summary>
    /// The program under test: $KERNELSPLIT_PROGRAM, such as a native one, or else <c>./kernelsplit</c>.
    /// </summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("KERNELSPLIT_PROGRAM") is { Length: > 0 } program
            ? Path.GetFullPath(program) : Path.Combine(Checkout, "kernelsplit");

    public static Ended KernelSplit(string folder, params string[] arguments) =>
        Run(Program, arguments, folder);

    /// <summary>Whether a program is in $PATH.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(directory => File.Exists(Path.Combine(directory, program)));

    /// <summary>Runs a program that must succeed and returns what it printed.</summary>
    public static Ended Must(string program, params string[] arguments)
    {
        var ended = Run(program, arguments);
        ended.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{ended.Output}\n{ended.Errors}");
        return ended;
    }

    public static Ended Run(
        string program, IEnumerable<string> arguments, string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, folder, environment);
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // An exception that nothing caught is a mistake, whatever a test expects.
        errors.ToString().ShouldNotContain("kernelsplit: internal error");
        return new Ended(process.ExitCode, output, errors.ToString());
    }

    public static Process Start(
        string program, IEnumerable<string> arguments, string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Checkout,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The command lines of running processes that contain a text.</summary>
    public static IReadOnlyList<string> CommandLinesWith(string text)
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder =>
            char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var commandLine = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                if (commandLine.Contains(text, StringComparison.Ordinal))
                    found.Add(commandLine);
            }
            catch (IOException)
            {
                // It has ended in the meantime.
            }
        }

        return found;
    }
}
