using System.Diagnostics;

namespace KernelSplit.Tests.Cli;

/// <summary>The built command, run as a process of its own.</summary>
internal static class Command
{
    /// <summary>What <c>dotnet</c> runs.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "command", "kernelsplit.dll");

    public static (int ExitCode, string Output, string Errors) Run(string directory, params string[] arguments) =>
        RunWithInput(directory, "", arguments);

    public static (int ExitCode, string Output, string Errors) RunWith(
        string directory, string variable, string value, params string[] arguments) =>
        Run(directory, "", arguments, (variable, value));

    public static (int ExitCode, string Output, string Errors) RunWithInput(
        string directory, string input, params string[] arguments) => Run(directory, input, arguments);

    private static (int ExitCode, string Output, string Errors) Run(
        string directory, string input, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // An exception that nothing caught is a mistake, whatever a test expects.
        errors.Result.ShouldNotContain("kernelsplit: internal error");
        return (process.ExitCode, output, errors.Result);
    }
}
