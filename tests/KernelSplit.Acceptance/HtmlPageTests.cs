using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using Microsoft.Playwright;

namespace KernelSplit.Acceptance;

/// <summary>The HTML page of <c>kernelsplit diff</c>, used in Chromium as a person uses it.</summary>
[Part(Part.Distributions)]
public sealed class HtmlPageTests(BrowserPage browser) : IClassFixture<BrowserPage>
{
    private const int Largest = 3_000_000;

    // A person may type as soon as the document is there; what the table then shows is noted before anything else can
    // run.
    private const string SearchAtOnce = """
        addEventListener('DOMContentLoaded', () => {
          const search = document.querySelector('#modules input[type=search]');
          search.value = 'igb';
          search.dispatchEvent(new Event('input'));
          window.answer = [...document.querySelectorAll('#modules tbody tr')].map(row => row.textContent);
        });
        """;

    [AptFact]
    public async Task A_page_of_4000_modules_is_small_and_answers_at_once()
    {
        var size = new FileInfo(browser.File).Length;
        var opened = await browser.Open(script: SearchAtOnce);
        await opened.Until("window.answer");

        var (modules, answer) =
            (browser.Difference.New.Modules.Count, await opened.Page.EvaluateAsync<string[]>("window.answer"));

        modules.ShouldBeGreaterThan(4000);
        size.ShouldBeLessThan(Largest);
        answer.Length.ShouldBeInRange(1, 100);
        answer.ShouldAllBe(row => row.Contains("igb"));
        await opened.Close();
    }

    [AptFact]
    public async Task A_search_finds_every_module_and_only_what_has_all_its_words()
    {
        var opened = await browser.Open();

        await opened.Find("#modules input[type=search]").FillAsync("sriov igb");

        var names = await opened.Find("#modules tbody td.module").AllInnerTextsAsync();
        names.ShouldBe(
            browser.Difference.New.Modules.Where(module => module.Package == "sriov" && module.Name.Contains("igb"))
                .Select(module => module.Name),
            ignoreOrder: true);
        names.ShouldNotBeEmpty();
        (await opened.Text("#modules .shown")).ShouldStartWith($"{names.Count} of ");
        await opened.Close();
    }

    [AptFact]
    public async Task A_column_sorts_both_ways_and_says_so()
    {
        var opened = await browser.Open();
        var head = opened.Page.Locator("#modules th", new() { HasText = "New" });

        await head.Locator("button").ClickAsync();

        (await head.GetAttributeAsync("aria-sort")).ShouldBe("descending");
        (await FirstModule(opened)).ShouldBe(browser.Difference.New.Modules.MaxBy(module => module.Size)!.Name);

        await head.Locator("button").ClickAsync();

        (await head.GetAttributeAsync("aria-sort")).ShouldBe("ascending");
        await opened.Find("#modules select[aria-label='Status']").SelectOptionAsync("code changed");
        var least = browser.Difference.Modules
            .Where(module => module is { Status: ModuleStatus.Kept, IsMoved: false, HasNewCode: true })
            .Min(module => module.NewSize);
        browser.Difference.New.Modules.Where(module => module.Size == least).Select(module => module.Name)
            .ShouldContain(await FirstModule(opened));
        await opened.Close();
    }

    [AptFact]
    public async Task A_table_shows_more_rows_when_asked()
    {
        var opened = await browser.Open();
        (await opened.Find("#modules tbody tr").CountAsync()).ShouldBe(100);

        await opened.Find("#modules .quiet-button").ClickAsync();

        (await opened.Find("#modules tbody tr").CountAsync()).ShouldBe(300);
        await opened.Close();
    }

    [AptFact]
    public async Task The_map_of_sizes_zooms_to_a_module_and_back()
    {
        var opened = await browser.Open();
        await opened.Find("#treemap").ScrollIntoViewIfNeededAsync();
        await opened.Find(".node[aria-label^='core:']").ClickAsync();
        (await opened.Text("#crumbs")).ShouldStartWith("all packages");
        (await opened.Text("#crumbs [aria-current]")).ShouldBe("core");

        while (!await opened.IsVisible(".node.module"))
            await opened.Find(".node:not(.module)").First.ClickAsync();
        var name = (await opened.Find(".node.module").First.GetAttributeAsync("aria-label"))!.Split(':')[0];
        await opened.Find(".node.module").First.ClickAsync();

        (await opened.Text("#panel-title")).ShouldBe(name);
        Module(name).Package.ShouldBe("core");
        await opened.Press("Escape");
        await opened.Find("#crumbs button").First.ClickAsync();
        (await opened.Text("#crumbs [aria-current]")).ShouldBe("all packages");
        (await opened.Find(".node").CountAsync())
            .ShouldBe(browser.Difference.New.Sizes.Count(size => size.InstalledSize > 0));
        await opened.Close();
    }

    [AptFact]
    public async Task An_address_opens_a_module_with_its_package_reason_and_neighbours()
    {
        var igb = Module("igb");

        var opened = await browser.Open("#module=igb");

        var text = await opened.Text("#panel");
        text.ShouldContain(igb.Path);
        text.ShouldContain(igb.Reason.Words(igb.Package));
        foreach (var needed in igb.Dependencies)
            (await opened.Find($".neighbours a[href='#module={needed}']").InnerTextAsync())
                .ShouldContain(Module(needed).Package);
        (await opened.Find(".neighbours path").CountAsync()).ShouldBeGreaterThanOrEqualTo(igb.Dependencies.Count);

        await opened.Find($".neighbours a[href='#module={igb.Dependencies[0]}']").ClickAsync();

        (await opened.Text("#panel-title")).ShouldBe(igb.Dependencies[0]);
        (await opened.IsVisible(".neighbours a[href='#module=igb']")).ShouldBeTrue();
        await opened.Page.GoBackAsync();
        await opened.Until("document.getElementById('panel-title').textContent === 'igb'");
        await opened.Find("#close").ClickAsync();
        (await opened.IsVisible("#panel")).ShouldBeFalse();
        opened.Page.Url.ShouldNotContain("#");
        await opened.Close();
    }

    [AptFact]
    public async Task Everything_can_be_reached_by_keyboard_alone()
    {
        var opened = await browser.Open();
        await opened.Press("Tab", "Enter");
        opened.Page.Url.ShouldEndWith("#content");

        await opened.Press("/");
        await opened.Page.Keyboard.TypeAsync("igb");
        await opened.Until("document.querySelectorAll('#modules tbody tr').length < 20");
        while (!(await opened.Focused()).StartsWith("Module", StringComparison.Ordinal))
            await opened.Press("Tab");
        await opened.Press("Enter");
        (await opened.Find("#modules th[aria-sort]").CountAsync()).ShouldBe(1);
        while (await opened.Focused() != "igb")
            await opened.Press("Tab");
        (await opened.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"))
            .ShouldBe("solid");
        await opened.Press("Enter");
        // The panel follows the address, which changes after the key.
        await opened.Until("document.getElementById('panel-title').textContent === 'igb'");
        await opened.Press("Escape");
        (await opened.IsVisible("#panel")).ShouldBeFalse();
        (await opened.Focused()).ShouldBe("igb");
        await opened.Close();
    }

    [AptFact]
    public async Task The_map_of_sizes_obeys_arrows_Enter_and_Escape()
    {
        var opened = await browser.Open();
        await opened.Find("#treemap").ScrollIntoViewIfNeededAsync();
        await opened.Find(".node[tabindex='0']").FocusAsync();
        var first = await opened.Focused();

        await opened.Press("ArrowRight");

        var second = await opened.Focused();
        second.ShouldNotBe(first);
        await opened.Press("Enter");
        (await opened.Text("#crumbs [aria-current]")).ShouldBe(second.Split(':')[0]);
        await opened.Press("Escape");
        (await opened.Text("#crumbs [aria-current]")).ShouldBe("all packages");
        (await opened.Focused()).ShouldBe(second);
        await opened.Close();
    }

    [AptFact]
    public async Task Dark_follows_the_system_and_the_switch()
    {
        var opened = await browser.Open(options: new() { ColorScheme = ColorScheme.Dark });
        (await Brightness(opened)).ShouldBeLessThan(60);

        await opened.Find("#theme").ClickAsync();

        (await Brightness(opened)).ShouldBeGreaterThan(200);
        (await opened.Text("#theme")).ShouldBe("Dark");
        await opened.Close();
    }

    [AptFact]
    public async Task A_phone_needs_no_sideways_scrolling()
    {
        var opened = await browser.Open(
            options: new() { ViewportSize = new() { Width = 375, Height = 812 }, IsMobile = true, HasTouch = true });
        (await Width(opened)).ShouldBe(375);

        await opened.Find("#treemap").ScrollIntoViewIfNeededAsync();
        await opened.Find(".node").First.TapAsync();
        await opened.Find("#modules tbody a").First.TapAsync();

        (await opened.IsVisible("#panel")).ShouldBeTrue();
        (await Width(opened)).ShouldBe(375);
        (await opened.Page.EvaluateAsync<int>("document.getElementById('panel').scrollWidth"))
            .ShouldBeLessThanOrEqualTo(375);
        await opened.Close();
    }

    [AptFact]
    public async Task Without_scripts_the_verdict_and_the_tables_are_there()
    {
        var opened = await browser.Open(options: new() { JavaScriptEnabled = false });

        (await opened.Text(".badge")).ShouldContain(browser.Difference.HasPassed ? "PASS" : "FAIL");
        (await opened.Find(".gates > li").CountAsync()).ShouldBe(browser.Difference.Gates.Count);
        (await opened.Text("#advice")).ShouldContain(browser.Difference.Advice!.Why);
        (await opened.Find("#packages tbody tr").CountAsync()).ShouldBe(browser.Difference.Packages.Count);
        (await opened.Find("#modules tbody tr").CountAsync()).ShouldBe(Math.Min(100, browser.Difference.Modules.Count));
        (await opened.IsVisible("#modules tbody tr")).ShouldBeTrue();
        (await opened.Find("#devices tbody tr").CountAsync()).ShouldBe(Math.Min(100, browser.Difference.Devices.Count));
        (await opened.IsVisible("#sizes")).ShouldBeFalse();
        (await opened.IsVisible("#theme")).ShouldBeFalse();
        await opened.Close();
    }

    [AptFact]
    public async Task Print_shows_the_verdict_and_leaves_the_controls_out()
    {
        var opened = await browser.Open();

        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        (await opened.IsVisible(".badge")).ShouldBeTrue();
        (await opened.IsVisible("#modules .tools")).ShouldBeFalse();
        (await opened.IsVisible("body > nav")).ShouldBeFalse();
        (await Brightness(opened)).ShouldBeGreaterThan(200);
        await opened.Close();
    }

    private static async Task<string> FirstModule(Opened opened) =>
        await opened.Find("#modules tbody td.module").First.InnerTextAsync();

    private static Task<int> Width(Opened opened) =>
        opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

    /// <summary>Of the page's background, 0 to 255.</summary>
    private static Task<double> Brightness(Opened opened) => opened.Page.EvaluateAsync<double>(
        "(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return "
            + "(r + g + b) / 3; })()");

    private SnapshotModule Module(string name) => browser.Difference.New.Modules.Single(module => module.Name == name);
}
