using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Reports;
using KernelSplit.Footprint.Snapshots;
using Microsoft.Playwright;

namespace KernelSplit.Acceptance;

/// <summary>The page about two releases of the distribution's kernel, and a browser to open it in.</summary>
public sealed class BrowserPage(Shared<TwoSnapshots> shared) : IAsyncLifetime
{
    // What the distribution's package chromium installs; Playwright would download one of its own.
    private const string Chromium = "/usr/bin/chromium";

    private readonly TempDirectory _folder = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public Difference Difference { get; private set; } = null!;

    public string File { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!Apt.IsThere)
            return;
        System.IO.File.Exists(Chromium).ShouldBeTrue("apt-get install chromium: the page is tested in it");
        Difference = new SnapshotComparison(Read(shared.Value.Old), Read(shared.Value.New))
        {
            Today = DateOnly.FromDateTime(DateTime.Now),
        }.Run();
        File = _folder.Write("page.html", HtmlReport.Write(Difference));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _folder.Dispose();
    }

    /// <summary>
    /// A new window, in which an error or an attempt to load something fails the test when <see cref="Opened.Close"/>
    /// is called.
    /// </summary>
    /// <param name="hash">Behind the address, with its #.</param>
    /// <param name="options">Width, colours, scripts.</param>
    /// <param name="script">Runs in the page before its own.</param>
    public async Task<Opened> Open(string hash = "", BrowserNewContextOptions? options = null, string? script = null)
    {
        var context = await _browser
            .NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var opened = new Opened(page);
        if (script is not null)
            await page.AddInitScriptAsync(script);
        await page.GotoAsync(new Uri(File).AbsoluteUri + hash);
        return opened;
    }

    private static Snapshot Read(string file)
    {
        using var stream = System.IO.File.OpenRead(file);
        return SnapshotFile.Read(stream, file);
    }
}

/// <summary>A window with the page in it.</summary>
public sealed class Opened
{
    private readonly List<string> _errors = [];

    public Opened(IPage page)
    {
        Page = page;
        page.Console += (_, message) => _errors.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _errors.Add($"asks for {request.Url}");
        };
    }

    public IPage Page { get; }

    public ILocator Find(string selector) => Page.Locator(selector);

    public Task<string> Text(string selector) => Find(selector).InnerTextAsync();

    public Task<bool> IsVisible(string selector) => Find(selector).First.IsVisibleAsync();

    /// <summary>The text of what the keyboard acts on.</summary>
    public Task<string> Focused() =>
        Page.EvaluateAsync<string>("document.activeElement.ariaLabel ?? document.activeElement.textContent");

    public async Task Press(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    /// <summary>
    /// Waits until an expression is true. The page's policy lets no script of Playwright's wait inside it.
    /// </summary>
    public async Task Until(string expression)
    {
        while (!await Page.EvaluateAsync<bool>($"Boolean({expression})"))
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    public async Task Close()
    {
        _errors.ShouldBeEmpty();
        await Page.Context.CloseAsync();
    }
}
