using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;

namespace KernelSplit.Cli.Output;

/// <summary>kernelsplit(1), in man(7): what the help of all commands says.</summary>
internal static class ManPage
{
    public static string Of(RootCommand root, DateTimeOffset date)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $".TH KERNELSPLIT 1 {date.UtcDateTime:yyyy-MM-dd}\n");
        page.Append(".SH NAME\nkernelsplit \\- split a Linux kernel into small packages for clouds\n");
        page.Append(".SH SYNOPSIS\n.B kernelsplit\n.I command\n.RI [ argument ...]\n");
        page.Append(".SH DESCRIPTION\n").Append(Text("""
            KernelSplit builds one Linux kernel, or takes a prebuilt one, and splits it into small packages, so that a
            cloud image ships only the drivers for the devices its hypervisor presents.
            """));
        page.Append(".SH COMMANDS\n");
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
            Command(page, "", command);
        page.Append(".SH EXIT STATUS\n");
        Item(page, "0", "Nothing is wrong.");
        Item(page, "1", "There are findings.");
        Item(page, "2", "The command line or an input is wrong.");
        Item(page, "3", "Something is missing on this machine.");
        Item(page, "4", "There is nothing to compare.");
        Item(page, "5", "A file can't be read or written.");
        Item(page, "6", "The network can't be reached.");
        page.Append(".SH ENVIRONMENT\n");
        Item(page, "XDG_CACHE_HOME", "What is kept between runs is in kernelsplit/ there, by default in ~/.cache.");
        Item(page, "XDG_DATA_HOME", "Targets, package maps and templates of your own are in kernelsplit/ there, by "
            + "default in ~/.local/share. They take precedence over those of the same name in FILES.");
        Item(page, "NO_COLOR", "If set, output has no colour.");
        page.Append(".SH FILES\n");
        Item(page, "kernelsplit.yaml", "The project: here, or in the nearest directory above.");
        Item(page, "/usr/share/kernelsplit", "Targets (fragments), package maps, and templates of specs and packages.");
        page.Append(".SH SEE ALSO\n.BR depmod (8),\n.BR modinfo (8),\n.BR rpmbuild (8)\n");
        return page.ToString();
    }

    private static void Command(StringBuilder page, string parents, Command command)
    {
        var name = $"{parents}{command.Name}";
        page.Append(CultureInfo.InvariantCulture, $".SS kernelsplit {name}\n").Append(Text(command.Description!));
        foreach (var argument in command.Arguments)
            Item(page, $"<{argument.Name}>", argument.Description!);
        foreach (var option in command.Options.Where(option => option is not HelpOption && !option.Hidden))
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).OrderBy(alias => alias.Length));
            var value = option.ValueType == typeof(bool) ? "" : $" <{option.HelpName ?? option.Name.TrimStart('-')}>";
            Item(page, names + value, option.Description!);
        }

        if (command is DocumentedCommand documented)
        {
            foreach (var paragraph in documented.Details.Split("\n\n"))
                page.Append(".PP\n").Append(paragraph.Contains("\n  ", StringComparison.Ordinal)
                    ? $".nf\n{Text(paragraph)}.fi\n" : Text(paragraph));
        }

        foreach (var below in command.Subcommands)
            Command(page, $"{name} ", below);
    }

    private static void Item(StringBuilder page, string term, string text) =>
        page.Append(".TP\n.B ").Append(Text(term)).Append(Text(text));

    /// <summary>Lines of text in which nothing is a request or an escape.</summary>
    private static string Text(string text) => string.Concat(text.Trim().Split('\n').Select(line =>
        (line.StartsWith('.') || line.StartsWith('\'') ? @"\&" : "")
        + line.TrimEnd().Replace(@"\", @"\e", StringComparison.Ordinal).Replace("-", @"\-", StringComparison.Ordinal)
        + "\n"));
}
