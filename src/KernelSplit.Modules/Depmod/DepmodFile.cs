using KernelSplit.Foundation;

namespace KernelSplit.Modules.Depmod;

/// <summary>One of the files that depmod puts into lib/modules/RELEASE; its bytes are made when asked for.</summary>
public sealed class DepmodFile
{
    private readonly Action<ByteWriter> _write;

    internal DepmodFile(string name, Action<ByteWriter> write) => (Name, _write) = (name, write);

    /// <summary>Without a directory: <c>modules.dep</c>.</summary>
    public string Name { get; }

    /// <summary>An index for modprobe; <c>depmod --dry-run</c> prints only the others.</summary>
    public bool IsBinary => Name.EndsWith(".bin", StringComparison.Ordinal);

    /// <summary>Several files may be written at the same time.</summary>
    /// <exception cref="InvalidInputException">A text that the format can't hold; depmod refuses it as well.</exception>
    public void Write(Stream to)
    {
        using var bytes = new ByteWriter();
        _write(bytes);
        to.Write(bytes.Written);
    }

    /// <inheritdoc cref="Write"/>
    public byte[] ToBytes()
    {
        using var bytes = new ByteWriter();
        _write(bytes);
        return bytes.Written.ToArray();
    }
}
