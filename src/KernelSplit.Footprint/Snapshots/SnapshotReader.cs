using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>Reads a snapshot's JSON as written by <see cref="SnapshotFile"/>; unknown fields are ignored.</summary>
/// <param name="json">UTF-8.</param>
internal ref partial struct SnapshotReader(ReadOnlySpan<byte> json)
{
    private JsonFields _json = new(json);

    // Consecutive modules often have the same values.
    private string _package = "";
    private string _rule = "";
    private string _because = "";

    /// <returns>The schema, and the kernel if it is <paramref name="schema"/>.</returns>
    /// <exception cref="JsonException">It is not JSON, or not a snapshot.</exception>
    public (string Schema, Snapshot? Kernel) Read(string schema)
    {
        var (found, kernel) = ("", (Snapshot?)null);
        _json.Start(JsonTokenType.StartObject);
        while (_json.NextField())
        {
            if (_json.Is("schema"u8))
                found = _json.Text();
            else if (_json.Is("kernel"u8) && found == schema)
                kernel = Kernel();
            else
                _json.Skip();
        }

        return (found, kernel);
    }

    private Snapshot Kernel()
    {
        var kernel = new Snapshot
        {
            Release = "",
            Version = "",
            Map = "",
            Packages = [],
            Sizes = [],
            Modules = [],
            BuiltIns = [],
        };
        _json.Start(JsonTokenType.StartObject);
        while (_json.NextField())
        {
            if (_json.Is("release"u8))
                kernel = kernel with { Release = _json.Text() };
            else if (_json.Is("version"u8))
                kernel = kernel with { Version = _json.Text() };
            else if (_json.Is("architecture"u8))
                kernel = kernel with { Architecture = _json.Text() };
            else if (_json.Is("map"u8))
                kernel = kernel with { Map = _json.Text() };
            else if (_json.Is("packages"u8))
                kernel = kernel with { Packages = Packages() };
            else if (_json.Is("sizes"u8))
                kernel = kernel with { Sizes = Sizes() };
            else if (_json.Is("hasPackageSizes"u8))
                kernel = kernel with { HasPackageSizes = _json.Flag() };
            else if (_json.Is("image"u8))
                kernel = kernel with { Image = Image() };
            else if (_json.Is("modules"u8))
                kernel = kernel with { Modules = Modules() };
            else if (_json.Is("builtIns"u8))
                kernel = kernel with { BuiltIns = BuiltIns() };
            else if (_json.Is("contract"u8))
                kernel = kernel with { Contract = Contract() };
            else if (_json.Is("findings"u8))
                kernel = kernel with { Findings = Findings() };
            else if (_json.Is("budgets"u8))
                kernel = kernel with { Budgets = Budgets() };
            else if (_json.Is("waivers"u8))
                kernel = kernel with { Waivers = Waivers() };
            else if (_json.Is("neverLose"u8))
                kernel = kernel with { NeverLose = NeverLose() };
            else if (_json.Is("config"u8))
                kernel = kernel with { Config = Config() };
            else
                _json.Skip();
        }

        return kernel;
    }

    private List<Package> Packages()
    {
        var packages = new List<Package>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var package = new Package("", "", "", [], IsDefault: false);
            while (_json.NextField())
            {
                if (_json.Is("name"u8))
                    package = package with { Name = _json.Text() };
                else if (_json.Is("summary"u8))
                    package = package with { Summary = _json.Text() };
                else if (_json.Is("description"u8))
                    package = package with { Description = _json.Text() };
                else if (_json.Is("requires"u8))
                    package = package with { Requires = _json.Texts() };
                else if (_json.Is("isDefault"u8))
                    package = package with { IsDefault = _json.Flag() };
                else if (_json.Is("isStable"u8))
                    package = package with { IsStable = _json.Flag() };
                else if (_json.Is("isInMetapackage"u8))
                    package = package with { IsInMetapackage = _json.Flag() };
                else
                    _json.Skip();
            }

            packages.Add(package);
        }

        return packages;
    }

    private List<PackageFootprint> Sizes()
    {
        var sizes = new List<PackageFootprint>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var size = new PackageFootprint("", 0, 0, null);
            while (_json.NextField())
            {
                if (_json.Is("package"u8))
                    size = size with { Package = _json.Text() };
                else if (_json.Is("modules"u8))
                    size = size with { Modules = _json.Count() };
                else if (_json.Is("installedSize"u8))
                    size = size with { InstalledSize = _json.Number() };
                else if (_json.Is("downloadSize"u8))
                    size = size with { DownloadSize = _json.Number() };
                else
                    _json.Skip();
            }

            sizes.Add(size);
        }

        return sizes;
    }

    private KernelImage Image()
    {
        var image = new KernelImage(0, "", null, []);
        _json.Start(JsonTokenType.StartObject);
        while (_json.NextField())
        {
            if (_json.Is("size"u8))
                image = image with { Size = _json.Number() };
            else if (_json.Is("file"u8))
                image = image with { File = _json.Text() };
            else if (_json.Is("memorySize"u8))
                image = image with { MemorySize = _json.Number() };
            else if (_json.Is("parts"u8))
                image = image with { Parts = Parts() };
            else
                _json.Skip();
        }

        return image;
    }

    private List<ModuleSection> Parts()
    {
        var parts = new List<ModuleSection>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var part = new ModuleSection("", 0, IsLoaded: false);
            while (_json.NextField())
            {
                if (_json.Is("name"u8))
                    part = part with { Name = _json.Text() };
                else if (_json.Is("size"u8))
                    part = part with { Size = _json.Number() };
                else if (_json.Is("isLoaded"u8))
                    part = part with { IsLoaded = _json.Flag() };
                else
                    _json.Skip();
            }

            parts.Add(part);
        }

        return parts;
    }

    private List<SnapshotModule> Modules()
    {
        var modules = new List<SnapshotModule>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
            modules.Add(Module());
        return modules;
    }

    private SnapshotModule Module()
    {
        var (path, size, loadedSize, file, code, reason) = ("", 0L, 0L, (string?)null, (string?)null, Reason.Packaged);
        IReadOnlyList<string> dependencies = [], aliases = [], firmware = [], parameters = [], exports = [];
        IReadOnlyList<string> softDependencies = [], symbols = [];
        while (_json.NextField())
        {
            if (_json.Is("path"u8))
                path = _json.Text();
            else if (_json.Is("package"u8))
                _package = _json.Text(_package);
            else if (_json.Is("size"u8))
                size = _json.Number();
            else if (_json.Is("loadedSize"u8))
                loadedSize = _json.Number();
            else if (_json.Is("file"u8))
                file = _json.Text();
            else if (_json.Is("code"u8))
                code = _json.Text();
            else if (_json.Is("reason"u8))
                reason = ReadReason();
            else if (_json.Is("dependencies"u8))
                dependencies = _json.Texts();
            else if (_json.Is("aliases"u8))
                aliases = _json.Texts();
            else if (_json.Is("firmware"u8))
                firmware = _json.Texts();
            else if (_json.Is("parameters"u8))
                parameters = _json.Texts();
            else if (_json.Is("exports"u8))
                exports = _json.Texts();
            else if (_json.Is("softDependencies"u8))
                softDependencies = _json.Texts();
            else if (_json.Is("symbols"u8))
                symbols = _json.Texts();
            else
                _json.Skip();
        }

        return new SnapshotModule(path, _package, size, loadedSize, file, code, reason)
        {
            Dependencies = dependencies,
            Aliases = aliases,
            Firmware = firmware,
            Parameters = parameters,
            Exports = exports,
            SoftDependencies = softDependencies,
            Symbols = symbols,
        };
    }

    private Reason ReadReason()
    {
        var (kind, rule, because, evidence) = (ReasonKind.Packaged, (string?)null, (string?)null, (string?)null);
        IReadOnlyList<string> modules = [];
        _json.Start(JsonTokenType.StartObject);
        while (_json.NextField())
        {
            if (_json.Is("kind"u8))
                kind = Value<ReasonKind>(_json.Text());
            else if (_json.Is("rule"u8))
                rule = _rule = _json.Text(_rule);
            else if (_json.Is("because"u8))
                because = _because = _json.Text(_because);
            else if (_json.Is("evidence"u8))
                evidence = _json.Text();
            else if (_json.Is("modules"u8))
                modules = _json.Texts();
            else
                _json.Skip();
        }

        return new Reason(kind, rule, because, evidence, modules);
    }

    private List<SnapshotBuiltIn> BuiltIns()
    {
        var builtIns = new List<SnapshotBuiltIn>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var builtIn = new SnapshotBuiltIn("", null);
            while (_json.NextField())
            {
                if (_json.Is("name"u8))
                    builtIn = builtIn with { Name = _json.Text() };
                else if (_json.Is("path"u8))
                    builtIn = builtIn with { Path = _json.Text() };
                else if (_json.Is("aliases"u8))
                    builtIn = builtIn with { Aliases = _json.Texts() };
                else if (_json.Is("parameters"u8))
                    builtIn = builtIn with { Parameters = _json.Texts() };
                else
                    _json.Skip();
            }

            builtIns.Add(builtIn);
        }

        return builtIns;
    }

    /// <summary>As <see cref="KebabCase{T}"/> spells it.</summary>
    private static T Value<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (name.Equals(
                JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw new JsonException($"unknown {typeof(T).Name} \"{PlainText.Of(name)}\"");
    }

    private Dictionary<string, string> Config()
    {
        var config = new Dictionary<string, string>(StringComparer.Ordinal);
        _json.Start(JsonTokenType.StartObject);
        while (_json.NextField())
        {
            var symbol = _json.Name();
            config[symbol] = _json.Text();
        }

        return config;
    }
}
