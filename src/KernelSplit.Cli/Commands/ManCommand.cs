using System.CommandLine;
using System.Globalization;
using KernelSplit.Cli.Output;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit man</c>: the manual page, for those who package kernelsplit.</summary>
internal static class ManCommand
{
    public static Command Create(RootCommand root)
    {
        var command = new DocumentedCommand("man", "Print the manual page, kernelsplit(1).", """
            Its date is that of SOURCE_DATE_EPOCH, or today.

            Examples:
              kernelsplit man | man -l -
            """)
        {
            Hidden = true,
        };
        command.SetAction(_ =>
        {
            var isGiven = long.TryParse(
                Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), CultureInfo.InvariantCulture, out var seconds);
            Console.Out.Write(ManPage.Of(
                root, isGiven ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.Now));
            return ExitCode.Fine;
        });
        return command;
    }
}
