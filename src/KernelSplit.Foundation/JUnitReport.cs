using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace KernelSplit.Foundation;

/// <summary>A test case in JUnit's format.</summary>
/// <param name="Name">What was tested.</param>
/// <param name="Failure">What is wrong; null if nothing is.</param>
/// <param name="Output">Remarks; null for none.</param>
public sealed record JUnitCase(string Name, string? Failure, string? Output = null)
{
    public bool IsSkipped { get; init; }
}

/// <summary>Results as JUnit test cases, which every CI can show.</summary>
public static class JUnitReport
{
    /// <param name="suites">Each with its name, its cases and a line that sums it up.</param>
    public static string Write(IEnumerable<(string Name, IReadOnlyList<JUnitCase> Cases, string Summary)> suites) =>
        $"{new XDeclaration("1.0", "utf-8", null)}\n{new XElement("testsuites", suites.Select(suite => new XElement(
            "testsuite",
            new XAttribute("name", Clean(suite.Name)),
            new XAttribute("tests", Number(suite.Cases.Count)),
            new XAttribute("failures", Number(suite.Cases.Count(one => one.Failure is not null))),
            new XAttribute("errors", "0"),
            suite.Cases.Select(Case),
            new XElement("system-out", Clean(suite.Summary)))))}\n";

    private static XElement Case(JUnitCase one) => new(
        "testcase",
        new XAttribute("classname", "kernelsplit"),
        new XAttribute("name", Clean(one.Name)),
        one.IsSkipped ? new XElement("skipped") : null,
        one.Failure is { } failure
            ? new XElement("failure", new XAttribute("message", Clean(failure)), Clean(failure)) : null,
        one.Output is { } output ? new XElement("system-out", Clean(output)) : null);

    /// <summary>Without characters that XML can't represent, or that reverse a text.</summary>
    private static string Clean(string text) => string.Concat(PlainText.Lines(text).Where(XmlConvert.IsXmlChar));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
