namespace KernelSplit.Modules.Compression;

/// <summary>Charges the bytes read to a budget.</summary>
internal sealed class MeteredStream(Stream inflated, InflationBudget budget) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inflated.Read(buffer);
        budget.Charge(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inflated.Dispose();
        base.Dispose(disposing);
    }
}
