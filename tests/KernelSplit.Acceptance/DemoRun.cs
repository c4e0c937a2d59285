using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>The README's first command, run once for all tests that look at what it made.</summary>
public sealed class DemoRun : IDisposable
{
    private readonly TempDirectory _output = new();

    public DemoRun()
    {
        Ended = Shell.KernelSplit(Shell.Checkout, "run", "--output", _output.Path, "--json");
        Ended.ExitCode.ShouldBe(0, Ended.Errors);
        Summary = JsonDocument.Parse(Ended.Output).RootElement;
        Release = Summary.GetProperty("release").GetString()!;
        Rpms = [.. Directory.EnumerateFiles(Path.Combine(_output.Path, "rpm")).Order(StringComparer.Ordinal)];
        Tree = Summary.GetProperty("files").GetProperty("kernel").GetString()!;
    }

    internal Ended Ended { get; }

    public JsonElement Summary { get; }

    public string Release { get; }

    public IReadOnlyList<string> Rpms { get; }

    /// <summary>lib/modules/RELEASE as kbuild installed it.</summary>
    public string Tree { get; }

    /// <summary>The kernel source that the run built from.</summary>
    public string Source =>
        Ended.Errors.Split('\n').Single(line => line.StartsWith("  source ", StringComparison.Ordinal)).Split(", ")[1];

    public string Plan => Path.Combine(_output.Path, "plan.json");

    /// <summary>The RPM of one package, by its short name.</summary>
    public string Rpm(string package) =>
        Rpms.Single(rpm => Path.GetFileName(rpm).StartsWith($"kernel-cloud-{package}-", StringComparison.Ordinal));

    /// <summary>The packages but core, each behind those that it requires, as the plan has them.</summary>
    public IReadOnlyList<string> Optional => [.. Required.Keys.Where(package => package != "core")];

    /// <summary>What has to be installed for a package: what it requires, directly or not, and itself.</summary>
    public IReadOnlyList<string> RpmsFor(string package) => [.. Closure(package).Select(Rpm)];

    /// <summary>What each package requires, in the plan's order.</summary>
    public IReadOnlyDictionary<string, string[]> Required =>
        JsonDocument.Parse(File.ReadAllText(Plan)).RootElement.GetProperty("packages").EnumerateArray()
        .ToDictionary(
            package => package.GetProperty("name").GetString()!,
            package => package.GetProperty("requires").EnumerateArray().Select(name => name.GetString()!).ToArray());

    private IEnumerable<string> Closure(string package) =>
        Required[package].SelectMany(Closure).Append(package).Distinct();

    /// <summary>The RPM that holds nothing and requires all others: the version follows its name at once.</summary>
    public string Meta => Rpms.Single(rpm => char.IsAsciiDigit(Path.GetFileName(rpm)["kernel-cloud-".Length]));

    public void Dispose() => _output.Dispose();
}
