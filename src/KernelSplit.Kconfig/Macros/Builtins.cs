using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Macros;

/// <summary>The built-in functions of the macro language.</summary>
internal sealed class Builtins(KconfigHost host, Dialect dialect, Report report, Func<SourceLocation> where)
{
    private readonly List<ShellProbe> _probes = [];

    /// <summary>The commands that were run, in order.</summary>
    public IReadOnlyList<ShellProbe> Probes => _probes;

    /// <summary>The result; null if there is no such function.</summary>
    public string? Call(string name, string[] arguments)
    {
        switch (name)
        {
            case "error-if":
                Expect(name, arguments, 2);
                return arguments[0] == "y" ? throw Fail(arguments[1]) : "";
            case "filename":
                Expect(name, arguments, 0);
                return where().File;
            case "info":
                Expect(name, arguments, 1);
                report.Output(arguments[0] + "\n");
                return "";
            case "lineno":
                Expect(name, arguments, 0);
                return where().Line.ToString(CultureInfo.InvariantCulture);
            case "shell":
                Expect(name, arguments, 1);
                return Shell(arguments[0]);
            case "warning-if":
                Expect(name, arguments, 2);
                if (arguments[0] == "y")
                    report.Remark(where().File, where().Line, arguments[1]);
                return "";
            default:
                return null;
        }
    }

    /// <summary>Reports a fatal error.</summary>
    public InvalidInputException Fail(string what)
    {
        report.Error(where().File, where().Line, what);
        return report.ToException();
    }

    private void Expect(string name, string[] arguments, int count)
    {
        if (arguments.Length < count)
            throw Fail($"too few function arguments passed to '{name}'");
        if (arguments.Length > count)
            throw Fail($"too many function arguments passed to '{name}'");
    }

    private string Shell(string command)
    {
        var output = host.Shell(command);
        if (output.Length > dialect.ShellLimit)
            output = output[..dialect.ShellLimit];
        output = output.TrimEnd('\n');
        var end = output.IndexOf('\0', StringComparison.Ordinal);
        output = (end < 0 ? output : output[..end]).Replace('\n', ' ');
        _probes.Add(new ShellProbe(command, output, where().File, where().Line));
        return output;
    }
}
