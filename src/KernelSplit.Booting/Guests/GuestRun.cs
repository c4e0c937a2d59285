namespace KernelSplit.Booting.Guests;

/// <summary>What came of booting a guest.</summary>
internal sealed class GuestRun
{
    public GuestReport Report { get; } = new();

    /// <summary>Why it ended, as QEMU says: <c>guest-shutdown</c>, <c>guest-reset</c>; null if it didn't.</summary>
    public string? End { get; set; }

    /// <summary>Whether it was ended because it reported nothing any more.</summary>
    public bool HasFallenSilent { get; set; }

    /// <summary>Whether it gave memory back; null if it wasn't asked.</summary>
    public bool? Balloon { get; set; }
}
