using System.Text;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

/// <summary>What a kernel image and System.map say of the kernel.</summary>
public sealed class KernelImageTests : IDisposable
{
    private readonly ModuleDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private KernelImage? Find() => KernelFiles.Find([_directory.Path], ModuleDirectory.Release).Image;

    private void Write(string name, byte[] content) =>
        _directory.WriteFile($"boot/{name}-{ModuleDirectory.Release}", content);

    /// <summary>As Documentation/arch/x86/boot.rst lays it out: protocol 2.15, 64 MiB to start.</summary>
    private static byte[] BzImage()
    {
        var image = new byte[0x300];
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        (image[0x206], image[0x207]) = (0x0F, 0x02);
        image[0x263] = 4;
        return image;
    }

    [Fact]
    public void An_x86_image_declares_its_memory_size()
    {
        Write("vmlinuz", BzImage());

        Find().ShouldNotBeNull().MemorySize.ShouldBe(64 * 1024 * 1024);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(0x300)]
    public void Another_image_only_has_a_size(int size)
    {
        Write("vmlinuz", new byte[size]);

        Find().ShouldNotBeNull().ShouldSatisfyAllConditions(
            image => image.Size.ShouldBe(size), image => image.MemorySize.ShouldBeNull());
    }

    [Fact]
    public void System_map_has_the_sizes_of_vmlinuxs_parts()
    {
        Write("vmlinuz", BzImage());
        Write("System.map", Encoding.ASCII.GetBytes("ffffffff81000000 T _text\nffffffff81000010 T "
            + "work\nffffffff81001000 T _etext\nffffffff81003000 B _end\nno line\n"));

        Find().ShouldNotBeNull().Parts.Select(part => (part.Name, part.Size)).ShouldBe(
            [("text", 0x1000L), ("all", 0x3000L)]);
    }

    [Fact]
    public void Debians_stub_has_no_sizes()
    {
        Write("vmlinuz", BzImage());
        Write("System.map", "ffffffffffffffff B The real System.map is in the linux-image-dbg package\n"u8.ToArray());

        Find().ShouldNotBeNull().Parts.ShouldBeEmpty();
    }

    [Fact]
    public void A_directory_without_an_image_has_none() => Find().ShouldBeNull();
}
