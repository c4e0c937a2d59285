using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

/// <summary>The ids of diagnostics, and their documentation.</summary>
public sealed partial class DiagnosticKindTests
{
    [Fact]
    public void No_id_or_name_is_used_twice()
    {
        DiagnosticKind.All.Select(kind => kind.Id).ShouldBe(
            DiagnosticKind.All.Select(kind => kind.Id).Distinct().Order(StringComparer.Ordinal));
        DiagnosticKind.All.Select(kind => kind.Name).ShouldBeUnique();
    }

    [Fact]
    public void Each_is_documented_and_the_document_says_which_can_be_accepted()
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Folder, "docs/diagnostics.md"));

        Section().Matches(text)
            .Select(section => (section.Groups["id"].Value, section.Groups["name"].Value,
                section.Groups["text"].Value.Contains("*Waivable", StringComparison.Ordinal)))
            .ShouldBe(DiagnosticKind.All.Select(kind => (kind.Id, kind.Name, kind.CanBeWaived)));
    }

    [Fact]
    public void Each_is_found_by_something()
    {
        var source = string.Concat(Directory
            .GetFiles(Path.Combine(Checkout.Folder, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("/DiagnosticKind.cs", StringComparison.Ordinal)
                && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText));

        typeof(DiagnosticKind).GetFields().Select(field => field.Name)
            .Where(name => name != nameof(DiagnosticKind.Input)
                && !source.Contains($"DiagnosticKind.{name}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^### (?<id>KS\d{4}) (?<name>[a-z-]+)\n(?<text>(?:(?!^#).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Section();
}
