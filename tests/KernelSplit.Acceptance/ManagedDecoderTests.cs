using KernelSplit.Modules.Compression;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>The decoders for machines without liblzma and libzstd, on every compressed module of a kernel.</summary>
[Part(Part.Distributions)]
public sealed class ManagedDecoderTests
{
    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.GenericAndCloud), MemberType = typeof(KernelsUnderTest))]
    public void Each_module_is_what_the_native_library_makes_of_it(string package)
    {
        var files = Directory.EnumerateFiles(KernelUnderTest.Of(package).Modules, "*.ko*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var data = File.ReadAllBytes(file);
            if (CompressionMagic.Detect(data) == CompressionFormat.None)
                data = Compress.Xz(data);
            var format = CompressionMagic.Detect(data);
            using var native = Decompressor.Decompress(data, format, int.MaxValue);
            using var managed = ManagedDecoder.Open(new MemoryStream(data), format);
            var content = new MemoryStream();
            managed.CopyTo(content);

            content.GetBuffer().AsSpan(0, (int)content.Length).SequenceEqual(native.Span).ShouldBeTrue(file);
        }
    }
}
