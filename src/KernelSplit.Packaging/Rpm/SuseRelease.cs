namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// A kernel's release as SUSE's tools read it: VERSION-RELEASE-FLAVOR, where VERSION and RELEASE are the package's
/// (libzypp, PurgeKernels.cc) and FLAVOR is the rest of its name behind <c>kernel-</c>.
/// </summary>
/// <param name="Version">RPM's version: <c>6.13~rc3</c> of 6.13.0-rc3.</param>
/// <param name="Release">RPM's release.</param>
/// <param name="Flavor">Without a dash.</param>
public sealed record SuseRelease(string Version, string Release, string Flavor)
{
    /// <returns>Null for a release without two dashes.</returns>
    public static SuseRelease? Of(string uname)
    {
        var flavor = uname.LastIndexOf('-');
        var release = flavor > 0 ? uname.LastIndexOf('-', flavor - 1) : -1;
        return release <= 0
            ? null
            : new SuseRelease(
                RpmNaming.OfKernel(uname[..release]), uname[(release + 1)..flavor], uname[(flavor + 1)..]);
    }
}
