using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>The gates of a diff as JUnit test cases, which every CI can show.</summary>
public static class DifferenceJUnit
{
    public static string Write(Difference difference)
    {
        var name = $"kernelsplit {difference.Old.Release} -> {difference.New.Release}";
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", Clean(name)),
            new XAttribute("tests", Number(difference.Gates.Count)),
            new XAttribute("failures", Number(difference.Gates.Count(gate => !gate.Passed))),
            new XAttribute("errors", "0"),
            difference.Gates.Select(gate => new XElement(
                "testcase",
                new XAttribute("classname", "kernelsplit"),
                new XAttribute("name", Clean(gate.Name)),
                gate.Passed ? null : new XElement(
                    "failure", new XAttribute("message", Lines(gate.Findings.Where(IsError))),
                    Lines(gate.Findings.Where(IsError))),
                gate.Findings.Any(finding => !IsError(finding))
                    ? new XElement("system-out", Lines(gate.Findings.Where(finding => !IsError(finding))))
                    : null)),
            new XElement("system-out", Clean(DiffVerdict.Of(difference))));
        return $"{new XDeclaration("1.0", "utf-8", null)}\n{new XElement("testsuites", suite)}\n";
    }

    private static bool IsError(Diagnostic finding) => finding.Severity == Severity.Error;

    private static string Lines(IEnumerable<Diagnostic> findings) => Clean(string.Join("\n", findings));

    /// <summary>Without characters that XML can't represent, or that reverse a text.</summary>
    private static string Clean(string text) => string.Concat(PlainText.Lines(text).Where(XmlConvert.IsXmlChar));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
