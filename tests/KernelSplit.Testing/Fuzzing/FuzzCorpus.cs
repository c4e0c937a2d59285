using KernelSplit.Testing.Inputs;

namespace KernelSplit.Testing.Fuzzing;

/// <summary>A damaged file. A module's path is below the root of a tree; a package's is its name.</summary>
internal sealed record FuzzInput(string Path, bool IsModule, byte[] Content);

/// <summary>Makes damaged modules and packages of intact modules; the same of the same seed.</summary>
internal sealed class FuzzCorpus(IReadOnlyList<byte[]> modules)
{
    private const string Directory = "./lib/modules/6.12/kernel/";

    private static readonly string[] Compressions = ["", ".gz", ".xz", ".zst"];

    public FuzzInput Make(int seed)
    {
        var random = new Random(seed);
        var module = Choose(random);
        // What is damaged within has intact checksums around it, so that the readers behind them see it.
        var layer = random.Next(3);
        if (layer == 0)
            module = ElfMutation.Apply(random, module);
        var compression = Compressions[random.Next(Compressions.Length)];
        if (random.Next(3) > 0)
            return new FuzzInput(
                $"{Directory}a.ko{compression}", true, Damage(random, layer > 0, Pack(compression, module)));

        PackedFile[] files =
        [
            new($"{Directory}a.ko", module),
            new($"{Directory}b.ko.zst", Compress.Zstd(Choose(random))),
            new($"{Directory}c.ko", [], "a.ko"),
        ];
        var archive = random.Next(4);
        var inner = Damage(random, layer == 1, archive switch
        {
            0 => Package.Cpio(files),
            1 => RpmV6.Payload(Listed(files)),
            _ => Package.Tar(files),
        });
        inner = Pack(compression, inner);
        var (name, outer) = archive switch
        {
            0 => ("a.rpm", Package.Rpm("none", inner)),
            1 => ("a.rpm", RpmV6.Write(inner, Listed(files))),
            2 => ("a.deb", Package.Deb("data.tar" + compression, inner)),
            _ => ("a.tar" + compression, inner),
        };
        return new FuzzInput(name, false, Damage(random, layer == 2, outer));
    }

    private byte[] Choose(Random random) => modules[random.Next(modules.Count)];

    private static byte[] Damage(Random random, bool really, byte[] data) =>
        really ? Mutation.Apply(random, data) : data;

    private static RpmV6File[] Listed(PackedFile[] files) =>
        [
            .. files.Select((file, i) =>
                new RpmV6File(Directory[1..], Path.GetFileName(file.Path), file.Content, Inode: i)),
        ];

    private static byte[] Pack(string compression, byte[] data) => compression switch
    {
        ".gz" => Compress.Gzip(data),
        ".xz" => Compress.Xz(data),
        ".zst" => Compress.Zstd(data),
        _ => data,
    };
}
