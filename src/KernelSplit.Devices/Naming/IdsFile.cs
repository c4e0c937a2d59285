using System.Globalization;
using System.IO.Compression;

namespace KernelSplit.Devices.Naming;

/// <summary>
/// pci.ids or usb.ids. A line without a tab starts a block: a vendor (<c>8086  Intel Corporation</c>) or a class
/// (<c>C 0c  Serial bus controller</c>). Lines in another format are ignored.
/// </summary>
internal sealed class IdsFile
{
    private static readonly string[] Directories =
    [
        "/usr/share/misc", "/usr/share/hwdata", "/usr/share", "/usr/local/share/misc", "/usr/local/share/hwdata",
        "/usr/local/share", "/var/lib/pciutils", "/var/lib/usbutils",
    ];

    private readonly Dictionary<string, IdsBlock> _blocks = new(StringComparer.Ordinal);

    private IdsFile(string text)
    {
        IdsBlock? open = null;
        for (var start = 0; start < text.Length;)
        {
            var line = IdsLine.At(text, start);
            if (line is { Depth: 0, Key.Length: > 0 })
                _blocks[line.Key.ToString()] = open = new IdsBlock(text, line.Name.ToString(), line.Next);
            if (open is not null)
                open.End = line.Next;
            start = line.Next;
        }
    }

    public static string? Find(string name) => Directories
        .SelectMany(directory => new[] { $"{directory}/{name}", $"{directory}/{name}.gz" })
        .FirstOrDefault(File.Exists);

    /// <summary>Without names if there is no file or it can't be read.</summary>
    public static IdsFile Read(string? path)
    {
        try
        {
            return new IdsFile(path is null ? "" : ReadText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new IdsFile("");
        }
    }

    public string? Vendor(uint vendor) => Block(Digits(vendor))?.Name;

    public string? Device(uint vendor, uint device) => Block(Digits(vendor))?.Find(Digits(device));

    public string? Subsystem(uint vendor, uint device, uint subVendor, uint subDevice) =>
        Block(Digits(vendor))?.Find($"{Digits(device)} {Digits(subVendor)} {Digits(subDevice)}");

    /// <param name="code">Two digits for a base class, four with its subclass, six with its interface.</param>
    public string? Class(string code) => code.Length switch
    {
        2 => Block($"C {code}")?.Name,
        4 => Block($"C {code[..2]}")?.Find(code[2..]),
        6 => Block($"C {code[..2]}")?.Find($"{code[2..4]} {code[4..]}"),
        _ => null,
    };

    private IdsBlock? Block(string key) => _blocks.GetValueOrDefault(key);

    private static string Digits(uint number) => number.ToString("x4", CultureInfo.InvariantCulture);

    private static string ReadText(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return File.ReadAllText(path);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
