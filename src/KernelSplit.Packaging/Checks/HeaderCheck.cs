using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;

namespace KernelSplit.Packaging.Checks;

/// <summary>Whether a package's Provides, scriptlets and triggers are those of the spec that the plan gives.</summary>
internal static class HeaderCheck
{
    private const int MostNames = 3;

    public static IEnumerable<Diagnostic> Run(BuiltRpm package, ExpectedHeader expected)
    {
        // rpmbuild adds name(isa) of its own.
        var provided = package.Provides.Where(provides =>
            !provides.StartsWith($"{package.Name}(", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        if (provided.Except(expected.Provides).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } added)
            yield return Different(package, $"provides {Names.Some(added, MostNames)}, which the plan doesn't give it");
        if (expected.Provides.Except(provided).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } absent)
            yield return Different(package, $"doesn't provide {Names.Some(absent, MostNames)}");
        foreach (var scriptlet in package.Scriptlets.Except(expected.Scriptlets))
            yield return Different(package, $"has another {FirstLine(scriptlet)} than the spec");
        foreach (var scriptlet in expected.Scriptlets.Except(package.Scriptlets))
        {
            if (!package.Scriptlets.Any(other => FirstLine(other) == FirstLine(scriptlet)))
                yield return Different(package, $"has no {FirstLine(scriptlet)}");
        }
    }

    private static string FirstLine(string scriptlet) => scriptlet.Split('\n')[0].TrimEnd(':');

    private static Diagnostic Different(BuiltRpm package, string message) => Diagnostic.Error(
        DiagnosticKind.PackageHeader, package.Name, message,
        "Build it by the spec of \"kernelsplit package\", or accept it with a waiver");
}
