using System.Text.RegularExpressions;
using CsCheck;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Maps.Import;

namespace KernelSplit.Tests.Splitting.Maps;

/// <summary>
/// Regular expressions for the beginning of a file's path become globs for the whole path without suffixes.
/// </summary>
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
        var regexes = Gen.OneOf(
            "a", "k", "o", "/", ".", ".*", "[^/]*", "[ak]", "[^k]", "(a|k/)", "a?", "k{1,2}", ".+", "[^/]+", "(?:o|/)?",
            "$")
            .Array[1, 5].Select(string.Concat)
            .Where(regex => regex.Count(c => c is '?' or '|' or '{') <= 4)
            .Select(regex => (Regex: regex, Found: Read(regex)))
            .Where(read => !read.Found.IsDotLiteral && !read.Found.DependsOnCompression);
        var paths = Gen.OneOf("a", "k", "o").Array[1, 4].Array[1, 3].Select(parts =>
            string.Join("/", parts.Select(letters => string.Concat(letters))));
        var matched = 0;

        Gen.Select(regexes, paths).Sample(
            (read, path) =>
            {
                var expected = Regex.IsMatch($"kernel/{path}.ko.xz", $"^[^/]+/(?:{read.Regex})");
                matched += expected ? 1 : 0;
                return read.Found.Globs.Any(glob => new Glob(glob).Matches(path)) == expected;
            },
            iter: 10_000,
            threads: 1);

        matched.ShouldBeGreaterThan(1000);
    }
}
