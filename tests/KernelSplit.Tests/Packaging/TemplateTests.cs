using KernelSplit.Foundation;
using KernelSplit.Packaging;

namespace KernelSplit.Tests.Packaging;

public sealed class TemplateTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private static readonly string[] Letters = ["a", "b"];

    private string Render(string text) => new Template(_directory.Write("t.hbs", text)).Render(
        new Dictionary<string, object>
        {
            ["name"] = "a<b>",
            ["yes"] = true,
            ["no"] = false,
            ["empty"] = "",
            ["letters"] = Letters,
            ["none"] = Array.Empty<string>(),
            ["items"] = new[]
            {
                new Dictionary<string, object> { ["name"] = "first" }, new Dictionary<string, object>(),
            },
        });

    [Theory]
    [InlineData("{{name}} { }} %{name} ${x%%${y}}", "a<b> { }} %{name} ${x%%${y}}")]
    [InlineData("{{#if yes}}1{{else}}2{{/if}}{{#unless yes}}3{{/unless}}", "1")]
    [InlineData("{{#if no}}1{{/if}}{{#if empty}}2{{/if}}{{#if none}}3{{/if}}{{#if letters}}4{{/if}}", "4")]
    [InlineData("{{#each letters}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}", "a, b")]
    [InlineData("{{#each none}}{{this}}{{else}}no{{/each}}", "no")]
    [InlineData("{{#each items}}{{name}};{{/each}}", "first;a<b>;")]
    [InlineData("a\n  {{#if yes}}\n  b\n{{else}}\nc\n{{/if}}\nd\n", "a\n  b\nd\n")]
    [InlineData("{{!-- {{nothing}}\nof this --}}\na{{!-- nor this --}}b", "ab")]
    public void A_template_is_rendered(string template, string result) => Render(template).ShouldBe(result);

    [Theory]
    [InlineData("\n{{nmae}}", "t.hbs:2: error KS0001: invalid template: there is no placeholder \"nmae\"")]
    [InlineData("\n{{#if nmae}}{{/if}}", "t.hbs:2: error KS0001: invalid template: there is no placeholder \"nmae\"")]
    [InlineData("\n{{#if yes}}", "t.hbs:2: error KS0001: invalid template: {{#if yes}} isn't closed")]
    [InlineData("{{#if yes}}\n{{/each}}", "t.hbs:2: error KS0001: invalid template: unexpected {{/each}}")]
    [InlineData("\n\n{{else}}", "t.hbs:3: error KS0001: invalid template: unexpected {{else}}")]
    [InlineData("{{#with yes}}", "t.hbs:1: error KS0001: invalid template: unexpected {{#with yes}}")]
    [InlineData("{{#each yes}}{{/each}}", "t.hbs:1: error KS0001: invalid template: \"yes\" is no list")]
    [InlineData("a\nb {{name} c", "t.hbs:2: error KS0001: invalid template: {{ without }}")]
    public void A_mistake_is_named_with_its_line(string template, string message) =>
        Should.Throw<InvalidInputException>(() => Render(template)).Message.ShouldEndWith(message);
}
