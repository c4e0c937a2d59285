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

        Gen.Select(patterns, texts).Sample((pattern, text) => Wildcard.Matches(pattern, text) == LibraryMatches(pattern, text), iter: 50_000);
    }

    private static bool LibraryMatches(string pattern, string text) =>
        FnMatch(Encoding.ASCII.GetBytes(pattern + '\0'), Encoding.ASCII.GetBytes(text + '\0'), 0) == 0;

    [DllImport("libc", EntryPoint = "fnmatch")]
    private static extern int FnMatch(byte[] pattern, byte[] text, int flags);
}
