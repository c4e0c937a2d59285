using System.Runtime.InteropServices;
using System.Text;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Tests.Modules.Aliases;

public class WildcardTests
{
    [Fact]
    public void It_agrees_with_the_C_library()
    {
        var random = new Random(2);
        var differences = new List<(string Pattern, string Text)>();
        for (var i = 0; i < 50_000; i++)
        {
            var pattern = string.Concat(random.GetItems<char>("ab-*?[]!\\", random.Next(8)));
            var text = string.Concat(random.GetItems<char>("aab-[]\\", random.Next(6)));
            if (Wildcard.Matches(pattern, text) != LibraryMatches(pattern, text))
                differences.Add((pattern, text));
        }
        differences.ShouldBeEmpty();
    }

    private static bool LibraryMatches(string pattern, string text) =>
        FnMatch(Encoding.ASCII.GetBytes(pattern + '\0'), Encoding.ASCII.GetBytes(text + '\0'), 0) == 0;

    [DllImport("libc", EntryPoint = "fnmatch")]
    private static extern int FnMatch(byte[] pattern, byte[] text, int flags);
}
