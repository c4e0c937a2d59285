using System.Reflection;

namespace KernelSplit.Acceptance;

/// <summary>./test.sh --full takes the acceptance tests apart, and loses none.</summary>
[Part(Part.Distributions)]
public sealed class PartTests
{
    [Fact]
    public void Every_class_with_tests_belongs_to_a_part()
    {
        var parts = typeof(Part).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToHashSet();

        var classes = typeof(PartTests).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttributes<FactAttribute>().Any()))
            .ToList();

        classes.Count.ShouldBeGreaterThan(30);
        classes.Where(type => type.GetCustomAttribute<PartAttribute>() is not { } part || !parts.Contains(part.Name))
            .Select(type => type.Name).ShouldBeEmpty();
    }
}
