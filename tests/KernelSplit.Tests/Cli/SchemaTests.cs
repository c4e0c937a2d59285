using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Testing.Inputs;
using NJsonSchema;

namespace KernelSplit.Tests.Cli;

/// <summary>What commands print with --json, and what they leave in files, follows docs/schemas/.</summary>
public sealed class SchemaTests(SchemaInputs inputs) : IClassFixture<SchemaInputs>
{
    [Theory]
    [InlineData("summary", "split", "TREE", "--map", "map.yaml", "-o", "other.json", "--json")]
    [InlineData("summary", "package", "TREE", "--map", "map.yaml", "--format", "spec-fragments", "--json")]
    [InlineData("verify", "verify", "TREE", "--plan", "plan.json", "--json")]
    [InlineData("verify", "verify", "TREE", "--map", "map.yaml", "--against", "plan.json", "--json")]
    [InlineData("modules", "modules", "TREE", "--json")]
    [InlineData("modules", "modules", "TREE", "--name", "card", "--json")]
    [InlineData("drivers", "modules", "TREE", "--modalias", "virtio:d00000001v00001AF4", "--json")]
    [InlineData("placement", "explain", "card", "--plan", "plan.json", "--json")]
    [InlineData("placement", "explain", "helper", "--kernel", "TREE", "--map", "map.yaml", "--json")]
    [InlineData("placement", "explain", "gpu", "--plan", "plan.json", "--json")]
    [InlineData("device", "explain", "virtio:d00000001v00001AF4", "--kernel", "TREE", "--map", "map.yaml", "--json")]
    [InlineData("device", "explain", "1af4:1041", "--kernel", "TREE", "--map", "map.yaml", "--json")]
    [InlineData("why-not", "explain", "--why-not", "core", "card", "--kernel", "TREE", "--map", "map.yaml", "--json")]
    [InlineData("which", "which", "lspci.txt", "--kernel", "TREE", "--map", "map.yaml", "--json")]
    [InlineData("support", "support", "TREE", "--map", "map.yaml", "--json")]
    [InlineData("targets", "targets", "--json")]
    [InlineData("doctor", "doctor", "--json")]
    [InlineData("cache", "cache", "--json")]
    [InlineData("diff", "diff", "old.snapshot", "new.snapshot", "--json")]
    [InlineData("diff", "diff", "new.snapshot", "old.snapshot", "--json")]
    [InlineData("trend", "diff", "old.snapshot", "new.snapshot", "old.snapshot", "--json")]
    [InlineData(
        "touches", "diff", "new.snapshot", "--touches", "drivers/net/card.c", "--source", "linux", "--json")]
    [InlineData("config", "config", "--project", "linux/kernelsplit.yaml", "--no-shell", "--json")]
    [InlineData("config-check", "config", "--check", "--project", "linux/kernelsplit.yaml", "--no-shell", "--json")]
    [InlineData("symbol", "explain", "CONFIG_CARD", "--project", "linux/kernelsplit.yaml", "--no-shell", "--json")]
    [InlineData("cache", "cache", "prune", "--limit", "900GiB", "--json")]
    public async Task What_a_command_prints_follows_its_schema(string schema, params string[] arguments)
    {
        var (_, output, errors) = Run([.. arguments.Select(text => text == "TREE" ? inputs.Kernel : text)]);

        output.ShouldStartWith("{", customMessage: errors);
        PlainText.Lines(output).ShouldBe(output, "format controls are raw");
        await Follows(schema, output);
    }

    /// <summary>What a built kernel, or one that failed its checks, is summed up as.</summary>
    [Fact]
    public async Task What_run_prints_follows_its_schema()
    {
        if (!Shell.Has("rpmbuild") || !Shell.Has("make"))
            Assert.Skip("rpmbuild isn't installed");
        using var work = new TempDirectory("kernelsplit-");
        using var source = new StandInSource(4);
        work.Write("map.yaml", """
            version: 1
            name: small
            packages:
              - {name: core, summary: Core}
              - {name: more, summary: More, requires: [core], default: true}
            rules: [{to: core, because: guests need it, when: {name: [m00, m01, m02]}}]
            """);
        work.Write("fragments/small/target.yaml", "name: small\nsummary: S\nmodules: [m03]\n");
        work.Write("fragments/small/common.config", "CONFIG_MODULES=y\n");
        work.Write(
            "kernelsplit.yaml",
            $"name: small\nkernel: {source.Path}\narch: x86_64\ntargets: [small]\npackage-map: map.yaml\n");

        foreach (var force in new string[][] { [], ["--force"] })
        {
            var ended = Shell.Run(
                "dotnet", [Command.Program, "run", "kernelsplit.yaml", "--json", "--no-install", .. force], work.Path,
                new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Path.Combine(work.Path, "cache") });
            ended.ExitCode.ShouldBe(1, ended.Errors);
            ended.Errors.ShouldContain("error KS0504");
            await Follows("summary", ended.Output);
        }
    }

    [Fact]
    public Task A_plan_follows_its_schema() =>
        Follows("plan", File.ReadAllText(Path.Combine(inputs.Directory, "plan.json")));

    [Fact]
    public async Task A_snapshot_follows_its_schema()
    {
        await using var file = File.OpenRead(Path.Combine(inputs.Directory, "new.snapshot"));
        await using var content = new GZipStream(file, CompressionMode.Decompress);
        await Follows(
            "snapshot", await new StreamReader(content).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The diagnostics of all reports have one shape.</summary>
    [Fact]
    public void Every_schema_describes_a_finding_alike()
    {
        var shapes = Directory.GetFiles(Schemas, "*.schema.json").SelectMany(file => Findings(Parse(file).RootElement))
            .Select(finding => finding.GetProperty("properties").EnumerateObject().Select(key => key.Name)
                .Order(StringComparer.Ordinal).Aggregate((a, b) => $"{a} {b}"));

        shapes.Distinct().ShouldBe(["check column file hint id line message severity waived"]);

        static JsonDocument Parse(string file) => JsonDocument.Parse(File.ReadAllText(file));
    }

    [Fact]
    public void Every_format_has_a_schema() =>
        Directory.GetFiles(Schemas, "*.schema.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            Directory.GetFiles(Path.Combine(Checkout.Folder, "src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
                .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(
                    File.ReadAllText(file), "\"kernelsplit-([a-z-]+)-1\"").Select(match => match.Groups[1].Value))
                .Distinct().Select(name => $"{name}.schema.json").Order(StringComparer.Ordinal));

    private static string Schemas => Path.Combine(Checkout.Folder, "docs/schemas");

    private static IEnumerable<JsonElement> Findings(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array)
            return schema.EnumerateArray().SelectMany(Findings);
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        return schema.TryGetProperty("properties", out var keys) && keys.TryGetProperty("severity", out _)
            ? [schema]
            : schema.EnumerateObject().SelectMany(key => Findings(key.Value));
    }

    private static async Task Follows(string name, string output)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Schemas, $"{name}.schema.json"), Encoding.UTF8);
        var schema = await JsonSchema.FromJsonAsync(text);
        schema.Validate(output).Select(error => error.ToString()).ShouldBeEmpty(output);
    }

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        Command.Run(inputs.Directory, arguments);
}
