using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("12 MiB", 12L << 20)]
    [InlineData("500 kB", 500_000)]
    [InlineData("500KB", 500_000)]
    [InlineData("1.5 GiB", 3L << 29)]
    [InlineData("0 B", 0)]
    [InlineData("700B", 700)]
    public void A_size_has_a_unit(string text, long bytes) => ByteSize.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("12")]
    [InlineData("MiB")]
    [InlineData("-1 MB")]
    [InlineData("1,5 MB")]
    [InlineData("12 iB")]
    [InlineData("99999999999999999999 GiB")]
    public void Text_without_a_unit_is_not_a_size(string text) => ByteSize.Parse(text).ShouldBeNull();
}
