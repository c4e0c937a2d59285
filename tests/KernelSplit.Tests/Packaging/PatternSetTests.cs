using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using KernelSplit.Packaging.Hardware;

namespace KernelSplit.Tests.Packaging;

public class PatternSetTests
{
    private static IReadOnlyList<string> Condense(params string[] aliases) => PatternSet.Condense(aliases, new([]));

    private static string Card(string device, string rest = "sv*sd*bc*sc*i*") => $"pci:v00008086d0000{device}{rest}";

    [Fact]
    public void Devices_that_differ_in_a_digit_become_one_pattern() =>
        Condense(Card("10CA"), Card("10CB"), Card("1520"), Card("1521"), Card("1522"), Card("1523"))
            .ShouldBe(["pci:v00008086d000010C[AB]*", "pci:v00008086d0000152[0-3]*"]);

    [Fact]
    public void Digits_at_two_places_become_one_pattern_only_when_all_of_them_are_there()
    {
        Condense(Card("1000"), Card("1001"), Card("2000"), Card("2001")).ShouldBe(["pci:v00008086d0000[12]00[01]*"]);
        Condense(Card("1000"), Card("1001"), Card("2000")).Count.ShouldBe(2);
    }

    [Fact]
    public void What_a_wider_pattern_matches_needs_none() =>
        Condense(Card("10CA"), "pci:v00008086d*sv*sd*bc*sc*i*").ShouldBe(["pci:v00008086*"]);

    [Fact]
    public void What_is_served_already_needs_none() =>
        PatternSet.Condense([Card("10CA"), Card("2000")], new(["pci:v00008086d00001*sv*sd*bc*sc*i*"]))
            .ShouldBe(["pci:v00008086d00002000*"]);

    [Theory]
    [InlineData("fs-ext4")]
    [InlineData("char-major-10-200")]
    [InlineData("cpu:type:x86,ven*fam*mod*:feature:*0081*")]
    [InlineData("dmi*:svnDell*:")]
    [InlineData("platform:pcspkr")]
    [InlineData("devname:fuse")]
    public void What_no_attached_device_has_is_left_out(string alias) => Condense(alias).ShouldBeEmpty();

    [Fact]
    public void A_pattern_with_a_negated_set_stays_as_it_is() =>
        Condense("usb:v*p000[!0]d*").ShouldBe(["usb:v*p000[!0]d*"]);

    [Fact]
    public void The_patterns_match_what_the_aliases_match_by_fnmatch()
    {
        const string digits = "0123";
        var element = Gen.Frequency(
            (1, Gen.Const("[12]")), (1, Gen.Const("[0-2]")), (10, Gen.Char[digits].Select(digit => digit.ToString())));
        Gen<string> Field(int width) => element.Array[width].Select(string.Concat);
        var alias = Gen.Frequency(
            (1, Gen.Int[0, 2].Select(group => $"hid:b*g{group}*")),
            (1, Field(2).Select(vendor => $"pci:v{vendor}d*sv*")),
            (1, Field(3).Select(device => $"pci:v*d{device}sv*")),
            (6, Gen.Select(
                Field(2), Field(3), Gen.Frequency((1, Field(1)), (3, Gen.Const("*"))),
                (vendor, device, subsystem) => $"pci:v{vendor}d{device}sv{subsystem}")));
        string[] devices = [.. Devices(digits)];

        Gen.Select(alias.Array[150], alias.Array[10]).Sample(
            (aliases, served) =>
            {
                var patterns = Condense(aliases);
                var wanted = PatternSet.Condense(aliases, new(served));

                patterns.Count.ShouldBeLessThan(aliases.Length);
                foreach (var device in devices)
                {
                    var isDriven = aliases.Any(alias => Matches(alias, device));
                    patterns.Any(pattern => Matches(pattern, device)).ShouldBe(isDriven, device);
                    var isWanted = wanted.Any(pattern => Matches(pattern, device));
                    if (isWanted || !served.Any(alias => Matches(alias, device)))
                        isWanted.ShouldBe(isDriven, device);
                }
            },
            iter: 4);
    }

    private static IEnumerable<string> Devices(string digits) =>
        from v in digits
        from w in digits
        from d in digits
        from e in digits
        from f in digits
        from s in digits
        select $"pci:v{v}{w}d{d}{e}{f}sv{s}";

    private static bool Matches(string pattern, string text) => Fnmatch(pattern, text, 0) == 0;

    private static int Fnmatch(string pattern, string text, int flags) =>
        FnMatch(Encoding.ASCII.GetBytes(pattern + '\0'), Encoding.ASCII.GetBytes(text + '\0'), flags);

    [DllImport("libc", EntryPoint = "fnmatch")]
    private static extern int FnMatch(byte[] pattern, byte[] text, int flags);
}
