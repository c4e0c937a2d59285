using System.Text.RegularExpressions;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Maps.Import;

namespace KernelSplit.Tests.Splitting.Maps;

/// <summary>Regular expressions for the beginning of a file's path become globs for the whole path without suffixes.</summary>
public sealed class PathGlobsTests
{
    private static PathGlobs Read(string regex) => PathGlobs.Of(PathRegex.Read(regex).First);

    [Theory]
    [InlineData("drivers/net/.*", "drivers/net/**")]
    [InlineData("drivers/net", "drivers/net**")]
    [InlineData("drivers/block/floppy.*", "drivers/block/floppy**")]
    [InlineData("drivers/net/tun.ko", "drivers/net/tun")]
    [InlineData(@"drivers/net/tun\.ko(\.xz)?", "drivers/net/tun")]
    [InlineData(".*kunit.*", "**kunit**")]
    [InlineData(".*test[^/]*.ko", "**test*")]
    [InlineData("net/ip[_t].*", "net/ip[_t]**")]
    [InlineData("net/(ipv4|ipv6)/.*", "net/ipv4/**", "net/ipv6/**")]
    [InlineData("net/802.1q.ko", "net/802/1q", "net/802?1q")]
    [InlineData(@"fs/ext\d.*", "fs/ext[0-9]**")]
    [InlineData("fs/.+/nls.*", "fs/?**/nls**")]
    [InlineData("fs/.*/nls.*", "fs/*/**/nls**")]
    [InlineData("net/x{2,3}y.ko", "net/xxy", "net/xxxy")]
    [InlineData("net/sctp(_diag)?.ko", "net/sctp", "net/sctp_diag")]
    [InlineData("net/xen[^-].*", "net/xen/**", "net/xen[!-]**", "net/xen")]
    [InlineData(".*k.*", "**")]
    [InlineData("a/bß.*")]
    [InlineData("net//x.*")]
    public void They_become(string regex, params string[] globs) => Read(regex).Globs.ShouldBe(globs);

    [Theory]
    [InlineData("net/(?=x).*", 4)]
    [InlineData(@"net/\bx", 4)]
    [InlineData("net/[a-z]*.ko", 4)]
    [InlineData("^net/.*", 0)]
    [InlineData("net/(x", 4)]
    [InlineData("net/x)", 5)]
    [InlineData("net/[x", 4)]
    [InlineData("*x", 0)]
    [InlineData("(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)", 30)]
    public void What_globs_can_not_say_is_shown(string regex, int offset) =>
        Should.Throw<NoGlobException>(() => Read(regex)).Offset.ShouldBe(offset);

    [Fact]
    public void A_file_that_ends_there_depends_on_compression() => Read("fs/x.ko$").DependsOnCompression.ShouldBeTrue();

    [Fact]
    public void Random_expressions_match_the_same_modules()
    {
        var random = new Random(1);
        string[] parts = ["a", "k", "o", "/", ".", ".*", "[^/]*", "[ak]", "[^k]", "(a|k/)", "a?", "k{1,2}", ".+", "[^/]+", "(?:o|/)?", "$"];
        var (matched, compared) = (0, 0);
        while (compared < 10_000)
        {
            var regex = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)]));
            if (regex.Count(c => c is '?' or '|' or '{') > 4)
                continue;
            var found = Read(regex);
            if (found.IsDotLiteral || found.DependsOnCompression)
                continue;
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => "ako/"[random.Next(4)])).Trim('/').Replace("//", "/").Replace("//", "/");
            if (path.Length == 0)
                continue;
            var expected = Regex.IsMatch($"kernel/{path}.ko.xz", $"^[^/]+/(?:{regex})");

            found.Globs.Any(glob => new Glob(glob).Matches(path)).ShouldBe(expected, $"{regex} on {path}: {string.Join(' ', found.Globs)}");
            compared++;
            matched += expected ? 1 : 0;
        }

        matched.ShouldBeGreaterThan(1000);
    }
}
