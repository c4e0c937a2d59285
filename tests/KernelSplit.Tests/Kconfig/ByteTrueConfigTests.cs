using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Tests.Kconfig;

/// <summary>
/// A value is the same bytes in a fragment, in what kbuild is given, and in the .config of the engine.
/// </summary>
public sealed class ByteTrueConfigTests : IDisposable
{
    // UTF-8, and bytes that are no UTF-8.
    private static readonly byte[] Fragment = [.. "CONFIG_NAME=\"ü"u8, 0xFF, .. "\"\n"u8];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Kbuild_gets_the_bytes_of_the_fragment() =>
        Encoding.Latin1.GetBytes(Read().ApplyTo("")).ShouldBe(Fragment);

    [Fact]
    public void The_engine_writes_the_bytes_of_the_fragment()
    {
        using var tree = new SmallTree("config NAME\n\tstring \"Name\"\n");
        var config = new Explainer(tree.Read()).Complete(Read(), "", "alldefconfig");

        Encoding.Latin1.GetBytes(config.Configuration.ToConfig()).AsSpan().IndexOf(Fragment).ShouldBeGreaterThan(0);
        config.Verdicts.ShouldHaveSingleItem().IsMissing.ShouldBeFalse();
    }

    [Fact]
    public void Messages_show_them_as_text()
    {
        var first = _directory.Write("a.config", "CONFIG_NAME=\"ü\"\n");
        var second = _directory.Write("b.config", "CONFIG_NAME=\"ö\"\n ü=1\n");

        var message = Should.Throw<InvalidInputException>(() => MergedConfig.Read([first, second])).Message;

        message.ShouldContain("old value \"ü\"");
        message.ShouldContain("new value \"ö\"");
        message.ShouldContain("not a line of a .config file: ü=1");
    }

    private MergedConfig Read()
    {
        var file = Path.Combine(_directory.Path, "my.config");
        File.WriteAllBytes(file, Fragment);
        return MergedConfig.Read([file]);
    }
}
