namespace KernelSplit.Tests;

/// <summary>What <c>dotnet format</c> would change and the build (IDE0055) doesn't see.</summary>
public sealed class SourceFormatTests
{
    private static readonly string[] Sources =
    [
        .. new[] { "src", "tests" }
            .SelectMany(directory =>
                Directory.EnumerateFiles(Path.Combine(Checkout.Folder, directory), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj")),
    ];

    [Fact]
    public void Namespaces_are_imported_in_order_and_those_of_System_come_first()
    {
        Sources.ShouldNotBeEmpty();
        foreach (var file in Sources)
        {
            var imported = File.ReadLines(file)
                .TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
                .Where(line =>
                    line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('='))
                .Select(line => line["using ".Length..^1])
                .Where(name => name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_'))
                .ToList();

            imported.ShouldBe(
                imported.OrderBy(name => name.Split('.')[0] != "System").ThenBy(
                    name => name, StringComparer.OrdinalIgnoreCase).ToList(),
                file);
        }
    }

    [Fact]
    public void Files_are_UTF_8_without_a_mark_and_their_lines_and_they_themselves_end_with_LF()
    {
        foreach (var file in Sources)
        {
            var bytes = File.ReadAllBytes(file);
            bytes.AsSpan().StartsWith("\uFEFF"u8).ShouldBeFalse(file);
            bytes.AsSpan().Contains((byte)'\r').ShouldBeFalse(file);
            bytes[^1].ShouldBe((byte)'\n', file);
        }
    }
}
