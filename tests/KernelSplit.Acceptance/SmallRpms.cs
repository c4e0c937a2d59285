using System.Text.Json.Nodes;

namespace KernelSplit.Acceptance;

/// <summary>
/// RPMs as a plan says, with a module of the distribution's plan in each package, whose files aren't modules: verify
/// doesn't get as far as reading them when something is wrong with the packages.
/// </summary>
internal sealed class SmallRpms : IDisposable
{
    private readonly TempDirectory _folder = new("kernelsplit-rpms-");
    private readonly JsonNode _plan;

    public SmallRpms(string wholePlan)
    {
        _plan = JsonNode.Parse(File.ReadAllText(wholePlan))!;
        var modules = _plan["modules"]!.AsArray();
        var chosen = modules.DistinctBy(module => (string)module!["package"]!).Select(module =>
            module!.DeepClone()).ToArray();
        Release = (string)_plan["release"]!;
        _plan["modules"] = new JsonArray(chosen);
        File.WriteAllText(Plan, _plan.ToJsonString());
        foreach (var module in chosen)
        {
            var package = (string)module["package"]!;
            Module[package] = $"{Root}/{(string)module["path"]!}";
            Content[package] = [];
            Add(package, Module[package]);
        }

        foreach (var file in new[] { "vmlinuz", "modules.order", "modules.builtin" })
            Add("core", $"{Root}/{file}");
        Content["core"].Add($"%ghost %attr(0644,root,root) {Root}/modules.dep");
    }

    public string Release { get; }

    public string Root => $"/lib/modules/{Release}";

    public string Plan => Path.Combine(_folder.Path, "plan.json");

    /// <summary>A package's only module, by the package's short name.</summary>
    public Dictionary<string, string> Module { get; } = [];

    /// <summary>The lines of %files.</summary>
    public Dictionary<string, List<string>> Content { get; } = [];

    public HashSet<string> WithoutRequires { get; } = [];

    public void Add(string package, string file, string mode = "0644", string owner = "root")
    {
        for (
            var folder = Path.GetDirectoryName(file)!; folder
                .StartsWith(Root, StringComparison.Ordinal); folder = Path.GetDirectoryName(folder)!)
        {
            if (!Content[package].Contains($"%dir {folder}"))
                Content[package].Add($"%dir {folder}");
        }

        Content[package].Add($"%attr({mode},{owner},root) {file}");
    }

    public void RemoveModule(string package)
    {
        for (var path = Module[package]; path != Root; path = Path.GetDirectoryName(path)!)
            Content[package].RemoveAll(line => line.EndsWith($" {path}", StringComparison.Ordinal));
    }

    /// <summary>What verify says of the packages.</summary>
    public Ended Verify(params string[] options)
    {
        Build();
        return Shell.KernelSplit(
            _folder.Path,
            [
                "verify",
                .. Directory.EnumerateFiles(Path.Combine(_folder.Path, "RPMS"), "*.rpm", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal),
                "--plan", Plan, .. options,
            ]);
    }

    public void Dispose() => _folder.Dispose();

    private void Build()
    {
        var files = Content.Values.SelectMany(lines => lines).Where(line =>
            !line.StartsWith('%') || line.StartsWith("%attr", StringComparison.Ordinal) || line.StartsWith(
                "%ghost", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[^1]).Distinct();
        var packages = _plan["packages"]!.AsArray().Where(package => Content.ContainsKey((string)package!["name"]!))
            .Select(package => Section(package!));
        var spec = _folder.Write("small.spec", $$"""
            %global __os_install_post %{nil}
            %global debug_package %{nil}
            Name: kernel-small
            Version: 1
            Release: 1
            Summary: Small
            License: GPL-2.0-only
            AutoReqProv: no
            %description
            Small.
            {{string.Concat(packages)}}
            %install
            {{string.Join('\n', files.Select(file => $"install -D -m 644 /dev/null '%{{buildroot}}{file}'"))}}
            {{string.Join('\n', Content.Values.SelectMany(lines => lines).Where(line => line.StartsWith("%dir", StringComparison.Ordinal)).Select(line => $"mkdir -p '%{{buildroot}}{line.Split(' ')[1]}'"))}}
            """);
        Shell.Must("rpmbuild", "-bb", "--define", $"_topdir {_folder.Path}", spec);
    }

    private string Section(JsonNode package)
    {
        var name = (string)package["name"]!;
        var requires = WithoutRequires.Contains(name) ? [] : package["requires"]!.AsArray()
            .Select(other => $"Requires: kernel-small-{(string)other!} = 1-1\n");
        return $"%package {name}\nSummary: Small\n{string.Concat(requires)}%description {name}\nSmall.\n%files "
            + $"{name}\n{string.Join('\n', Content[name])}\n";
    }
}
