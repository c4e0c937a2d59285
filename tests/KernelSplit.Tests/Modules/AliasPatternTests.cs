using KernelSplit.Modules;

namespace KernelSplit.Tests.Modules;

public class AliasPatternTests
{
    [Theory]
    [InlineData("virtio:d00000001v*", "virtio:d00000001v00001AF4")]
    [InlineData("pci:v*d*sv*sd*bc03sc*i*", "pci:v00001002d000073BFsv00001002sd00000E3Abc03sc00i00")]
    [InlineData("usb:v0B95p772?d*", "usb:v0B95p772Bd0001")]
    [InlineData("of:N*T*Cfsl,imx6q-uart", "of:NserialT(null)Cfsl,imx6q_uart")]
    [InlineData("crypto-crc32c", "crypto_crc32c")]
    [InlineData("crypto_crc32c", "crypto-crc32c")]
    [InlineData("usb:v04A9p22[0-9A]*", "usb:v04A9p2200d0")]
    [InlineData("usb:v04A9p22[0-9A]*", "usb:v04A9p22Ad0")]
    [InlineData("a[!0-9]b", "axb")]
    [InlineData("a[^0-9]b", "axb")]
    [InlineData("a[x_]b", "a-b")]
    [InlineData("*a\\*b", "xa*b")]
    [InlineData("a\\*b", "a\\xb")] // before the first wildcard, a backslash is literal
    [InlineData("[]", "[]")]
    [InlineData("*", "")]
    [InlineData("**a*b*", "xxaxxbxx")]
    [InlineData("", "")]
    public void It_matches(string pattern, string modalias) => AliasPattern.Matches(pattern, modalias).ShouldBeTrue();

    [Theory]
    [InlineData("virtio:d00000001v*", "virtio:d00000002v00001AF4")]
    [InlineData("virtio:d00000001v", "virtio:d00000001v00001AF4")]
    [InlineData("usb:v04A9p22[0-9A]*", "usb:v04A9p22Bd0")]
    [InlineData("a[!0-9]b", "a5b")]
    [InlineData("a[!0-9]b", "ab")]
    [InlineData("a?", "a")]
    [InlineData("*a\\*b", "axb")]
    [InlineData("a\\*b", "a*b")]
    [InlineData("PCI:v*", "pci:v1")]
    [InlineData("a*b", "acd")]
    [InlineData("*a\\", "a\\")]
    [InlineData("a[x-]b", "a-b")] // the modalias is normalized too, and brackets are not
    public void It_does_not_match(string pattern, string modalias) =>
        AliasPattern.Matches(pattern, modalias).ShouldBeFalse();

    [Theory]
    [InlineData("a]*", "a]b")]
    [InlineData("a[*", "a[b")]
    [InlineData("*", "a]")]
    public void Unbalanced_brackets_match_nothing(string pattern, string modalias) =>
        AliasPattern.Matches(pattern, modalias).ShouldBeFalse();
}
