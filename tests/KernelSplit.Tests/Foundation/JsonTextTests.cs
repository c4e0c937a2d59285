using System.Text.Json;
using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public class JsonTextTests
{
    [Theory]
    [InlineData("6.12+deb13 <é> 漢 😀", "6.12+deb13 <é> 漢 \\uD83D\\uDE00")]
    [InlineData("a\u202Eb\u2066", "a\\u202Eb\\u2066")]
    [InlineData("\u200Bé\uFEFF", "\\u200Bé\\uFEFF")]
    [InlineData("tag \U000E0041 é", "tag \\uDB40\\uDC41 é")]
    [InlineData("é\n\e[31m\u009B\u2028\"", "é\\n\\u001B[31m\\u009B\\u2028\\\"")]
    public void What_changes_how_the_rest_looks_is_escaped(string text, string expected)
    {
        var options = new JsonSerializerOptions { Encoder = JsonText.Encoder };

        var json = JsonSerializer.Serialize(text, options);

        json.ShouldBe($"\"{expected}\"");
        JsonSerializer.Deserialize<string>(json, options).ShouldBe(text);
    }
}
