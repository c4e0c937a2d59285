using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using KernelSplit.Splitting.Maps.Conditions;

namespace KernelSplit.Tests.Splitting.Maps;

public sealed class GlobTests
{
    [Theory]
    [InlineData("drivers/net/**", "drivers/net/tun")]
    [InlineData("fs/nfs**", "fs/nfs")]
    [InlineData("fs/nfs**", "fs/nfsd/nfsd")]
    [InlineData("**kunit**", "lib/kunit/kunit")]
    [InlineData("**kunit**", "kunit")]
    [InlineData("a/**/x", "a/x")]
    [InlineData("a/**/x", "a/b/c/x")]
    [InlineData("**/x", "x")]
    [InlineData("ip[_t]*", "ip_tables")]
    [InlineData("a[a-c_0-9]", "a7")]
    [InlineData("a[!b-d]", "aa")]
    [InlineData("a[b", "a[b")]
    public void It_matches(string glob, string text) => new Glob(glob).Matches(text).ShouldBeTrue();

    [Theory]
    [InlineData("drivers/net/**", "drivers/net")]
    [InlineData("drivers/*", "drivers/net/tun")]
    [InlineData("a*/**", "ab")]
    [InlineData("a/**/x", "a/bx")]
    [InlineData("a?b", "a/b")]
    [InlineData("a[!b]c", "a/c")]
    [InlineData("a*", "")]
    public void It_does_not_match(string glob, string text) => new Glob(glob).Matches(text).ShouldBeFalse();

    [Fact]
    public void Random_globs_match_what_the_same_regular_expression_matches()
    {
        var globs = Gen.OneOf("a", "b", "/", "/**/", "*", "**", "?", "[ab]", "[!a]", "b/").Array[1, 6]
            .Select(string.Concat);
        var texts = Gen.String[Gen.Char["ab/"], 1, 8];
        var matched = 0;

        Gen.Select(globs, texts).Sample(
            (glob, text) =>
            {
                var expected = Regex.IsMatch(text, ToRegex(glob));
                matched += expected ? 1 : 0;
                return new Glob(glob).Matches(text) == expected;
            },
            iter: 20_000,
            threads: 1);

        matched.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Many_stars_take_no_time() =>
        new Glob(string.Concat(Enumerable.Repeat("**a*b", 20))).Matches(new string('a', 500)).ShouldBeFalse();

    /// <summary>Three stars and more are two.</summary>
    private static string ToRegex(string glob)
    {
        var regex = new StringBuilder("^");
        var rest = Regex.Replace(glob, @"\*{3,}", "**");
        while (rest.Length > 0)
        {
            var (length, part) = rest switch
            {
                _ when rest.StartsWith("**/", StringComparison.Ordinal)
                    && (regex.Length == 1 || regex[^1] == '/' || regex[^1] == '?') => (3, "(?:.*/)?"),
                _ when rest.StartsWith("**", StringComparison.Ordinal) => (2, ".*"),
                _ when rest[0] == '*' => (1, "[^/]*"),
                _ when rest[0] == '?' => (1, "[^/]"),
                _ when rest.StartsWith("[!a]", StringComparison.Ordinal) => (4, "[^a/]"),
                _ when rest[0] == '[' => (4, "[ab]"),
                _ => (1, rest[..1]),
            };
            regex.Append(part);
            rest = rest[length..];
        }

        return regex.Append('$').ToString();
    }
}
