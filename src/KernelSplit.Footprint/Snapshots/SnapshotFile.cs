using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>Reads and writes snapshots: gzipped JSON, so that <c>zcat FILE | jq</c> shows it.</summary>
public static class SnapshotFile
{
    private const string Schema = "kernelsplit-snapshot-1";

    // Bytes of JSON; a distribution's kernel has a little less than the initial capacity.
    private const int InitialCapacity = 4 * 1024 * 1024;
    private const int Largest = 256 * 1024 * 1024;

    private const long LargestPackage = 1L << 50;

    // Releases contain plus signs, which needn't be escaped.
    private static readonly SnapshotJson Plain = new(
        new JsonSerializerOptions(SnapshotJson.Default.Options)
        {
            Encoder = JsonText.Encoder,
        });

    /// <summary>The same snapshot gives the same bytes.</summary>
    public static void Write(Snapshot snapshot, Stream to)
    {
        using var compressed = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        JsonSerializer.Serialize(compressed, new SnapshotDocument(Schema, snapshot), Plain.SnapshotDocument);
    }

    /// <summary>Reads a snapshot, also one that was unpacked or formatted; unknown fields are ignored.</summary>
    /// <param name="from">The file's bytes.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <exception cref="InvalidInputException">It is damaged, not a snapshot, or one of another format.</exception>
    public static Snapshot Read(Stream from, string name)
    {
        try
        {
            using var file = new MemoryStream();
            Copy(from, file, name);
            var content = IsGzip(file.GetBuffer().AsSpan(0, (int)file.Length)) ? Unpack(file, name) : file;
            var (schema, kernel) = new SnapshotReader(content.GetBuffer().AsSpan(0, (int)content.Length)).Read(Schema);
            if (schema != Schema || kernel is null)
                throw new InvalidInputException(name, $"not a complete snapshot of format {Schema}", WayOut);
            return Problem(kernel) is { } problem
                ? throw new InvalidInputException(name, $"damaged snapshot: {problem}", WayOut)
                : kernel;
        }
        catch (InvalidDataException)
        {
            throw new InvalidInputException(name, "damaged snapshot: invalid gzip data", WayOut);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a text that is not UTF-8, or half of a surrogate pair.
            throw new InvalidInputException(name, $"damaged or not a snapshot of format {Schema}: {e.Message}", WayOut);
        }
    }

    /// <summary>
    /// Whether a file begins like a snapshot; other gzip files are kernels. What can be read only once, such as a pipe,
    /// is taken for one.
    /// </summary>
    public static bool IsOne(string file)
    {
        if (!File.Exists(file))
            return false;
        FileStamp.OfTarget(file, out var type);
        if (type != FileType.Regular)
            return true;
        try
        {
            using var packed = File.OpenRead(file);
            var start = new byte[4 * Start.Length];
            var length = packed.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (IsGzip(start.AsSpan(0, length)))
            {
                packed.Position = 0;
                using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
                length = unpacked.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            }

            byte[] text = [.. start.Take(length).Where(one => one > ' ')];
            return text.AsSpan().StartsWith(Start);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Start => "{\"schema\":\"kernelsplit-snapshot-"u8;

    private const string WayOut = "Take a snapshot with \"kernelsplit snapshot\"";

    private static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    private static MemoryStream Unpack(MemoryStream packed, string name)
    {
        packed.Position = 0;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        var content = new MemoryStream(InitialCapacity);
        Copy(unpacked, content, name);
        return content;
    }

    private static void Copy(Stream from, MemoryStream to, string name)
    {
        var buffer = new byte[128 * 1024];
        for (int count; (count = from.Read(buffer)) > 0;)
        {
            to.Write(buffer, 0, count);
            if (to.Length > Largest)
                throw new InvalidInputException(
                    name, $"larger than {ByteSize.Format(Largest)} when unpacked, so not a snapshot");
        }
    }

    /// <summary>The first thing in it that no snapshot can have.</summary>
    private static string? Problem(Snapshot kernel)
    {
        // Later steps add them up.
        if (kernel.Modules.Any(module => module.LoadedSize is < 0 or > LargestPackage)
            || kernel.Image is { } image
                && image.Parts.Select(part => part.Size).Append(image.Size).Append(image.MemorySize ?? 0)
                    .Any(size => size is < 0 or > LargestPackage)
            || kernel.Sizes.Any(size => size.Modules < 0 || size.InstalledSize is < 0 or > LargestPackage
                || size.DownloadSize is < 0 or > LargestPackage))
            return "a size in it can't be";
        return PlanRules.Problems(kernel.Plan, hasMap: false).FirstOrDefault()
            ?? (kernel.Sizes.Select(size => size.Package).SequenceEqual(kernel.Packages.Select(package => package.Name))
                ? null
                : "\"sizes\" has other packages than \"packages\"");
    }
}

internal sealed record SnapshotDocument(string Schema, Snapshot Kernel);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SnapshotDocument))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
