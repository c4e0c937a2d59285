using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Reports;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;
using static KernelSplit.Tests.Footprint.Kernels;

namespace KernelSplit.Tests.Footprint;

public sealed partial class HtmlReportTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--<b a='1' b=\"2\">&amp; {{data}} \u2028";

    [Fact]
    public void No_text_of_a_kernel_or_a_map_becomes_markup()
    {
        var page = HtmlReport.Write(HostileDifference());

        page.ShouldNotContain("alert(1)</script>");
        page.ShouldNotContain("<!--");
        page.ShouldNotContain("<b a=");
        Regex.Count(page, "<script").ShouldBe(2);
        Regex.Count(page, "</script").ShouldBe(2);
    }

    [Fact]
    public void Texts_reach_the_script_as_they_were()
    {
        var data = Data(HtmlReport.Write(HostileDifference()));

        var module = data.GetProperty("modules").EnumerateArray().Single(module =>
            module.GetProperty("name").GetString() == "e1000");
        module.GetProperty("sets").GetProperty("firmware").GetProperty("gained")[0].GetString().ShouldBe(Hostile);
        data.GetProperty("tables").GetProperty("packages")[0].EnumerateArray().Last().GetString().ShouldBe(Hostile);
        data.GetProperty("tables").GetProperty("config")[0][0].GetString().ShouldBe($"+LOCALVERSION {Hostile}");
    }

    [Fact]
    public void Without_scripts_the_page_says_what_changed()
    {
        var difference = Compare(
            Of("6.1", Module("e1000"), Module("gone")) with
            {
                Config = new Dictionary<string, string> { ["NET"] = "y" },
            },
            Of("6.2", Module("e1000", code: "2") with { Aliases = ["pci:v00008086d0000100Esv*sd*bc*sc*i*"] }) with
            {
                Config = new Dictionary<string, string> { ["NET"] = "m" },
            });

        var read = Script().Replace(HtmlReport.Write(difference), "");

        read.ShouldContain(DiffVerdict.Of(difference).Replace(">", "&gt;").Replace("+", "&#x2B;"));
        read.ShouldContain(difference.Advice!.Why);
        read.ShouldContain("moved modules");
        read.ShouldContain(">gone</a></td>");
        read.ShouldContain(">e1000</a></td>");
        read.ShouldContain("pci:v00008086d0000100Esv*sd*bc*sc*i*");
        read.ShouldContain(" NET y -&gt; m");
    }

    [Fact]
    public void A_gate_that_failed_shows_its_findings()
    {
        var now = Of("6.2", Module("e1000", size: 5000)) with
        {
            Budgets = [new Budget("core", 2000, null, null, "cloud.yaml", 12)],
        };

        var page = HtmlReport.Write(Compare(Of("6.1", Module("e1000")), now));

        page.ShouldContain("<header class=\"verdict fail\">");
        page.ShouldContain("✗ fail</b> budget of core");
        page.ShouldContain("cloud.yaml:12");
    }

    [Fact]
    public void A_package_shows_how_much_of_its_budget_it_uses()
    {
        var now = Of("6.2", Module("e1000", size: 1500)) with
        {
            Budgets = [new Budget("core", 2000, null, null, "cloud.yaml", 12)],
        };

        var row = Data(HtmlReport.Write(
            Compare(Of("6.1", Module("e1000")), now))).GetProperty("tables").GetProperty("packages")[0];

        (row[4].GetDouble(), row[5].GetInt64(), row[6].GetDouble()).ShouldBe((50.0, 2000, 75.0));
    }

    [Fact]
    public void All_modules_reach_the_script_and_the_first_hundred_changed_ones_the_reader_without()
    {
        SnapshotModule[] Modules(string code) =>
            [.. Enumerable.Range(0, 150).Select(i => Module($"m{i}", code: code)), Module("same")];

        var page = HtmlReport.Write(Compare(Of("6.1", Modules("1")), Of("6.2", Modules("2"))));

        Data(page).GetProperty("modules").GetArrayLength().ShouldBe(151);
        Regex.Count(page, "<td class=\"module\"").ShouldBe(100);
        page.ShouldContain("… and 50 more");
    }

    [Fact]
    public void Modules_name_what_they_need_by_number()
    {
        var modules = new[] { Module("igb") with { Dependencies = ["dca"] }, Module("dca", code: "1") };

        var data = Data(HtmlReport.Write(Compare(Of("6.1", modules), Of("6.2", modules)))).GetProperty("modules");

        var igb = data.EnumerateArray().Single(module => module.GetProperty("name").GetString() == "igb");
        data[igb.GetProperty("needs")[0].GetInt32()].GetProperty("name").GetString().ShouldBe("dca");
    }

    [Theory]
    [InlineData("new", 1, "hardware")]
    [InlineData("grown", 1200, "core")]
    [InlineData("shrunk", 800, "core")]
    [InlineData("changed", 1000, "core")]
    [InlineData("moved", 1000, "hardware")]
    public void The_map_of_sizes_tells_what_became_of_a_module(string state, long size, string package)
    {
        var old = state == "new" ? Of("6.1", Module("other")) : Of("6.1", Module("other"), Module("e1000"));

        var data = Data(HtmlReport.Write(
            Compare(old, Of("6.2", Module("other"), Module("e1000", package, "2", size)))));

        State(data, "e1000").ShouldBe(state);
        State(data, "other").ShouldBe("unchanged");
    }

    [Fact]
    public void Only_the_style_and_script_of_the_page_itself_are_allowed_and_nothing_is_loaded()
    {
        var page = HtmlReport.Write(HostileDifference());

        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        policy.ShouldBe($"default-src 'none'; img-src data:; style-src '{Hash(page, "style")}'; script-src "
            + $"'{Hash(page, "script")}'");
        page.ShouldNotContain("src=");
        Regex.Count(page, "<link ").ShouldBe(1);
        page.ShouldContain("<link rel=\"icon\" href=\"data:");
    }

    [Fact]
    public void Between_processors_nothing_is_said_of_code_and_updates()
    {
        var arm = Of("6.1", Module("e1000", code: "2")) with { Architecture = "arm64" };

        var page = HtmlReport.Write(Compare(Of("6.1", Module("e1000")), arm));

        page.ShouldContain("Neither is an update of the other");
        page.ShouldContain("not compared");
    }

    [Fact]
    public void The_same_difference_gives_the_same_page() =>
        HtmlReport.Write(HostileDifference()).ShouldBe(HtmlReport.Write(HostileDifference()));

    private static Difference HostileDifference()
    {
        var now = Of(
            "6.2",
            Module("e1000", code: "2") with
            {
                Firmware = [Hostile],
                Aliases = [Hostile],
                Parameters = [Hostile],
                Symbols = [Hostile],
            });
        var old = Of("6.1", Module("e1000")) with { Config = new Dictionary<string, string> { ["A"] = "y" } };
        return Compare(old, now with
        {
            Release = Hostile,
            Map = Hostile,
            Config = new Dictionary<string, string> { ["A"] = "y", ["LOCALVERSION"] = Hostile },
            Packages = [now.Packages[0] with { Summary = Hostile }, .. now.Packages.Skip(1)],
            Modules =
                [now.Modules[0] with { Reason = now.Modules[0].Reason with { Because = Hostile, Evidence = Hostile } }],
        });
    }

    private static string? State(JsonElement data, string name) =>
        data.GetProperty("modules").EnumerateArray().Single(module =>
            module.GetProperty("name").GetString() == name).GetProperty("state").GetString();

    private static JsonElement Data(string page) =>
        JsonDocument.Parse(
            Regex.Match(page, "id=\"data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement;

    private static string Hash(string page, string element)
    {
        var content = Regex.Match(page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
