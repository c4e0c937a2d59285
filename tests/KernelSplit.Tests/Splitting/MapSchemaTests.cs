using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Conditions;

namespace KernelSplit.Tests.Splitting;

/// <summary>docs/package-map.schema.json knows what the reader knows.</summary>
public sealed class MapSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Checkout.Folder, "docs/package-map.schema.json"))).RootElement;

    private static IEnumerable<string> KeysOf(JsonElement type) =>
        type.GetProperty("properties").EnumerateObject().Select(key => key.Name).Order(StringComparer.Ordinal);

    private static JsonElement Part(string name) => Schema.GetProperty("$defs").GetProperty(name);

    [Fact]
    public void The_map_has_the_same_keys() =>
        KeysOf(Schema).ShouldBe(PackageMapReader.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_package_has_the_same_keys() =>
        KeysOf(Part("package")).ShouldBe(PackagesReader.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_rule_has_the_same_keys() =>
        KeysOf(Part("rule")).ShouldBe(RulesReader.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_waiver_has_the_same_keys_and_names_the_same_checks()
    {
        KeysOf(Part("waiver")).ShouldBe(WaiverReader.Keys.Order(StringComparer.Ordinal));
        Part("waiver").GetProperty("properties").GetProperty("check").GetProperty("enum").EnumerateArray()
            .Select(check => check.GetString()).ShouldBe(
                DiagnosticKind.All.Where(kind => kind.CanBeWaived).Select(kind => kind.Id).Concat(Waiver.Checks)
                    .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_condition_has_the_same_keys() =>
        KeysOf(Part("condition")).ShouldBe(ConditionReader.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_rule_may_be_idle_on_the_same_architectures() =>
        Part("rule").GetProperty(
            "properties").GetProperty("optional").GetProperty("anyOf")[1].GetProperty("properties").GetProperty("arch")
            .GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(name => name.GetString())
            .ShouldBe(Architecture.All.Select(architecture => architecture.Name));
}
