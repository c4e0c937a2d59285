using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;
using KernelSplit.Kconfig.Parsing;

namespace KernelSplit.Kconfig.Macros;

/// <summary>The functions that the macro language has by itself.</summary>
internal sealed class Builtins(KconfigHost host, Dialect dialect, Report report, Func<Place> where)
{
    private readonly List<Probe> _probes = [];

    /// <summary>The commands that were run, in their order.</summary>
    public IReadOnlyList<Probe> Probes => _probes;

    /// <summary>The result; null when there is no such function.</summary>
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

    /// <summary>Reports what ends the reading at once.</summary>
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
        var answer = host.Shell(command);
        if (answer.Length > dialect.ShellLimit)
            answer = answer[..dialect.ShellLimit];
        answer = answer.TrimEnd('\n');
        var end = answer.IndexOf('\0', StringComparison.Ordinal);
        answer = (end < 0 ? answer : answer[..end]).Replace('\n', ' ');
        _probes.Add(new Probe(command, answer, where().File, where().Line));
        return answer;
    }
}
