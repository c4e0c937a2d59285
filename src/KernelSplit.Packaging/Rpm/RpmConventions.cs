using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Packaging.Rpm;

/// <summary>What one distribution of RPMs does otherwise than another.</summary>
public sealed class RpmConventions
{
    private readonly IReadOnlyList<(string Package, IReadOnlyList<Glob> Files)> _firmware;
    private readonly string _otherFirmware;

    private RpmConventions(IReadOnlyList<(string Package, IReadOnlyList<Glob> Files)> firmware, string otherFirmware) =>
        (_firmware, _otherFirmware) = (firmware, otherFirmware);

    /// <summary>SUSE's: libzypp keeps several releases of what provides multiversion(kernel), and /lib/modules is /usr/lib/modules.</summary>
    public static RpmConventions Suse { get; } = new([], "");

    /// <summary>Fedora's.</summary>
    /// <param name="firmware">Says which packages have which firmware: kernel-spec/fedora-firmware.yaml.</param>
    /// <exception cref="Foundation.InvalidInputException">With every mistake in the file.</exception>
    public static RpmConventions Fedora(string firmware) => YamlReader.Read(firmware, (reader, root) =>
    {
        var fields = reader.Fields(root, "packages", "otherwise");
        var packages = fields["packages"] is { } list
            ? reader.Entries(list).Select(entry => (entry.Key.Value!, (IReadOnlyList<Glob>)[.. reader.Texts(entry.Value).Select(glob => new Glob(glob))])).ToList()
            : [];
        return new RpmConventions(packages, fields.Required("otherwise"));
    });

    public bool IsSuse => ReferenceEquals(this, Suse);

    public string ModulesRoot => IsSuse ? "/usr/lib/modules" : "/lib/modules";

    /// <summary>
    /// What to recommend for firmware files. SUSE's packages provide each of theirs as <c>firmware(file)</c>; of Fedora's
    /// one has to know the names.
    /// </summary>
    /// <param name="files">As MODULE_FIRMWARE names them, below /lib/firmware. Patterns among them stand for no file of their own.</param>
    public IEnumerable<string> FirmwareCapabilities(IEnumerable<string> files) => files
        .Select(file => IsSuse ? (file.Contains('*') ? null : $"firmware({file})") : PackageOf(file))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private string PackageOf(string file) =>
        _firmware.Where(package => package.Files.Any(glob => glob.Matches(file))).Select(package => package.Package).FirstOrDefault(_otherFirmware);
}
