using KernelSplit.Splitting;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Packaging.Rpm;

/// <summary>The conventions that differ between RPM distributions.</summary>
public sealed class RpmConventions
{
    private readonly IReadOnlyList<(string Package, IReadOnlyList<Glob> Files)> _firmware;
    private readonly string _otherFirmware;

    private RpmConventions(IReadOnlyList<(string Package, IReadOnlyList<Glob> Files)> firmware, string otherFirmware) =>
        (_firmware, _otherFirmware) = (firmware, otherFirmware);

    /// <summary>What all of SUSE's kernel packages provide.</summary>
    public const string SuseCapability = "multiversion(kernel)";

    /// <summary>SUSE's: multiversion(kernel) lets libzypp keep several releases.</summary>
    public static RpmConventions Suse { get; } = new([], "");

    /// <summary>Fedora's.</summary>
    /// <param name="firmware">The file that maps firmware to packages: kernel-spec/fedora-firmware.yaml.</param>
    /// <exception cref="Foundation.InvalidInputException">With all errors in the file.</exception>
    public static RpmConventions Fedora(string firmware) => YamlReader.Read(firmware, (reader, root) =>
    {
        var fields = reader.Fields(root, "packages", "otherwise");
        var packages = fields["packages"] is { } list
            ? reader.Entries(list).Select(entry =>
                (Name(entry.Key), (IReadOnlyList<Glob>)[.. reader.Texts(entry.Value).Select(glob => new Glob(glob))]))
                .ToList()
            : [];
        return new RpmConventions(packages, fields.Name("otherwise"));

        string Name(YamlText key)
        {
            if (!PackageName.IsValid(key.Value))
                reader.Error(key, $"\"{key.Value}\" is not a valid package name", PackageName.Hint);
            return key.Value;
        }
    });

    public bool IsSuse => ReferenceEquals(this, Suse);

    /// <summary>
    /// What to recommend for firmware files. SUSE's firmware packages provide <c>firmware(file)</c>; Fedora's have to
    /// be known by name.
    /// </summary>
    /// <param name="files">As in MODULE_FIRMWARE, relative to /lib/firmware; may contain patterns.</param>
    public IEnumerable<string> FirmwareCapabilities(IEnumerable<string> files) => files
        .Select(file => IsSuse ? (file.Contains('*') ? null : $"firmware({file})") : PackageOf(file))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private string PackageOf(string file) =>
        _firmware.Where(package => package.Files.Any(glob => glob.Matches(file))).Select(package =>
            package.Package).FirstOrDefault(_otherFirmware);
}
