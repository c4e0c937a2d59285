using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Tests.Modules.Aliases;

public class WildcardTests
{
    [Fact]
    public void It_agrees_with_the_C_library()
    {
        var patterns = Gen.String[Gen.Char["ab-*?[]!\\"], 0, 7];
        var texts = Gen.String[Gen.Char["aab-[]\\"], 0, 5];

        Gen.Select(patterns, texts)
            .Sample((pattern, text) => Wildcard.Matches(pattern, text) == LibraryMatches(pattern, text), iter: 50_000);
    }

    [Theory]
    [InlineData("[a-", "[a-")]
    [InlineData("[!a-", "[!a-")]
    [InlineData("*[a-", "x[a-")]
    [InlineData("[]-", "[]-")]
    public void An_unterminated_range_matches_nothing(string pattern, string text)
    {
        Wildcard.Matches(pattern, text).ShouldBeFalse();
        LibraryMatches(pattern, text).ShouldBeFalse();
    }

    private static bool LibraryMatches(string pattern, string text) =>
        FnMatch(Encoding.ASCII.GetBytes(pattern + '\0'), Encoding.ASCII.GetBytes(text + '\0'), 0) == 0;

    [DllImport("libc", EntryPoint = "fnmatch")]
    private static extern int FnMatch(byte[] pattern, byte[] text, int flags);
}
