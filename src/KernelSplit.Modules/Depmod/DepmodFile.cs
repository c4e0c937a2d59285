using KernelSplit.Foundation;

namespace KernelSplit.Modules.Depmod;

/// <summary>A file that depmod writes to lib/modules/RELEASE; its content is generated on demand.</summary>
public sealed class DepmodFile
{
    private readonly Action<ByteWriter> _write;

    internal DepmodFile(string name, Action<ByteWriter> write) => (Name, _write) = (name, write);

    /// <summary>Without a directory: <c>modules.dep</c>.</summary>
    public string Name { get; }

    /// <summary>A binary index; <c>depmod --dry-run</c> only prints the others.</summary>
    public bool IsBinary => Name.EndsWith(".bin", StringComparison.Ordinal);

    /// <summary>Several files may be written at the same time.</summary>
    /// <exception cref="InvalidInputException">
    /// Text that the format can't represent; depmod also rejects it.
    /// </exception>
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
