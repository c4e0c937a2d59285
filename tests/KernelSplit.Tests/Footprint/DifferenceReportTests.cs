using System.Text.Json;
using System.Xml.Linq;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.History;
using KernelSplit.Footprint.Reports;
using KernelSplit.Splitting.Maps;
using static KernelSplit.Tests.Footprint.Kernels;

namespace KernelSplit.Tests.Footprint;

/// <summary>The reports of a difference and of a trend.</summary>
public class DifferenceReportTests
{
    private static readonly Difference Difference = Compare(
        Of("6.12.1", Module("anchor"), Module("ast"), Module("gone", aliases: "pci:v1")),
        Of("6.12.2", Module("anchor", code: "x", size: 1500), Module("ast", "gpu"), Module("n|e_w", "gpu")) with
        {
            Budgets = [new Budget("core", 900, null, null, "map.yaml", 7)],
        });

    [Fact]
    public void The_verdict_is_one_line() =>
        DiffVerdict.Of(Difference)
            .ShouldBe("test 6.12.1 -> 6.12.2  installed +500 B (+16.7 %)  modules +1/-1/~1/moved 1  FAIL 2/3");

    [Fact]
    public void Json_has_the_verdict_and_each_change()
    {
        var json = JsonDocument.Parse(DifferenceJson.Write(Difference)).RootElement;

        json.GetProperty("schema").GetString().ShouldBe("kernelsplit-diff-1");
        json.GetProperty("passed").GetBoolean().ShouldBeFalse();
        json.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("status").GetString())
            .ShouldBe(["kept", "kept", "removed", "added"]);
    }

    [Fact]
    public void JUnit_has_a_test_case_for_each_gate()
    {
        var suite = XDocument.Parse(DifferenceJUnit.Write(Difference)).Root!.Element("testsuite")!;

        suite.Attribute("tests")!.Value.ShouldBe("3");
        suite.Attribute("failures")!.Value.ShouldBe("1");
        suite.Elements("testcase").Single(test => test.Element("failure") is not null)
            .Attribute("name")!.Value.ShouldBe("budget of core");
    }

    [Fact]
    public void Names_in_Markdown_are_no_markup()
    {
        var text = DifferenceMarkdown.Write(Difference);

        text.ShouldContain(@"n\|e\_w");
        text.ShouldNotContain("n|e_w");
    }

    [Fact]
    public void Markdown_fits_a_pull_request_however_much_changed()
    {
        var many = Enumerable.Range(0, 5000).Select(number =>
            Module(
                $"module_with_a_long_name_{number}", code: "old",
                aliases: $"pci:v{number:x8}d{new string('0', 300)}")).ToArray();
        var changed = many.Select(module =>
            module with
            {
                Code = "new",
                Aliases = [],
                Parameters = [new string('p', 300)],
                Exports = [new string('e', 300)],
                Firmware = [new string('f', 300)],
                Package = "gpu",
            }).ToArray();

        var text = DifferenceMarkdown.Write(Compare(Of(many), Of(changed)));

        text.Length.ShouldBeLessThan(65_536);
        text.ShouldContain("Omitted because of their length");
    }

    [Fact]
    public void A_trend_has_each_release_with_the_difference_from_the_one_before()
    {
        var releases = new[] { Difference.Old, Difference.New, Difference.New };
        var trend = new Trend(releases, [Difference, Compare(Difference.New, Difference.New)]);

        var json = JsonDocument.Parse(TrendJson.Write(trend)).RootElement;

        json.GetProperty("releases").GetArrayLength().ShouldBe(3);
        TrendTables.Plot(trend.Installed("core")).ShouldBe("█▁▁");
        TrendMarkdown.Write(trend).ShouldContain("| 6.12.2 | 6.12.2 | 3.4 KiB | +500 B |");
        XDocument.Parse(
            TrendHtml.Write(trend).Replace("<!doctype html>", "").Replace("<meta charset=\"utf-8\">", "").Replace(
                "<meta name=\"viewport\" content=\"width=device-width\">", ""))
            .Descendants("rect").Count().ShouldBe(3 * 3 + 3);
    }
}
