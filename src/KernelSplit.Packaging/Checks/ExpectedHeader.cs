using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Packaging.Checks;

/// <summary>What the spec of kernel-spec/ puts into one package's header, besides its files.</summary>
/// <param name="Provides">As rpm prints them: <c>name = version</c>.</param>
/// <param name="Scriptlets">As rpm prints them: a line that says when it runs, and its text.</param>
internal sealed record ExpectedHeader(IReadOnlySet<string> Provides, IReadOnlySet<string> Scriptlets)
{
    private const string PackageSection = "%package -n ";

    /// <summary>Sections of a spec that are no scriptlets (rpm, build/parseSpec.c).</summary>
    private static readonly string[] OtherSections =
        ["%package", "%description", "%files", "%prep", "%build", "%install", "%check", "%changelog", "%global"];

    // As rpm calls them: lib/rpmscript.c, and the aliases in rpmpopt for triggers.
    private static readonly Dictionary<string, string> ScriptletNames = new(StringComparer.Ordinal)
    {
        ["%pre"] = "preinstall",
        ["%post"] = "postinstall",
        ["%preun"] = "preuninstall",
        ["%postun"] = "postuninstall",
        ["%pretrans"] = "pretrans",
        ["%posttrans"] = "posttrans",
    };

    /// <summary>By package name.</summary>
    /// <exception cref="Foundation.InvalidInputException">A template is missing or broken.</exception>
    public static IReadOnlyDictionary<string, ExpectedHeader> Of(RpmKernel kernel, DataDirectories data)
    {
        var spec = RpmSpec.RenderPackages(RpmDataFiles.Templates(data), kernel).Split('\n');
        var dependencies = RpmDependencies.Of(kernel);
        return kernel.Plan.Packages.ToDictionary(
            package => kernel.Identity.FullName(package.Name),
            package => Read(kernel, spec, kernel.Identity.FullName(package.Name), dependencies[package.Name]),
            StringComparer.Ordinal);
    }

    private static ExpectedHeader Read(RpmKernel kernel, string[] spec, string name, string dependencies)
    {
        var (version, release) = (kernel.Identity.Version, kernel.Identity.Release);
        var provides = new HashSet<string>(StringComparer.Ordinal) { $"{name} = {version}-{release}" };
        var preamble = spec.SkipWhile(line => line != PackageSection + name).Skip(1)
            .TakeWhile(line => !line.StartsWith('%') || line.StartsWith("%include", StringComparison.Ordinal));
        foreach (var line in preamble.Concat(dependencies.Split('\n')))
        {
            if (line.StartsWith("Provides: ", StringComparison.Ordinal))
                provides.Add(Expand(line["Provides: ".Length..]));
        }

        return new ExpectedHeader(provides, ReadScriptlets(spec, name));

        string Expand(string text) => text.Replace("%{uname_version}", kernel.UnameVersion, StringComparison.Ordinal)
            .Replace("%{version}", version, StringComparison.Ordinal)
            .Replace("%{release}", release, StringComparison.Ordinal)
            .Replace("%%", "%", StringComparison.Ordinal);
    }

    private static HashSet<string> ReadScriptlets(string[] spec, string package)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < spec.Length; start++)
        {
            var words = spec[start].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not [['%', ..] section, "-n", var name, ..] || name != package
                || OtherSections.Contains(section))
                continue;
            var interpreter = words is [_, _, _, "-p", var program, ..] ? program : "/bin/sh";
            var target = Array.IndexOf(words, "--") is > 0 and var dashes
                ? $" -- {string.Join(' ', words[(dashes + 1)..])}" : "";
            var body = spec.Skip(start + 1).TakeWhile(line => !IsSection(line)).ToList();
            found.Add(Words(ScriptletNames.GetValueOrDefault(section, section[1..]), interpreter, target, body));
        }

        return found;
    }

    private static bool IsSection(string line) => line.Split(' ')[0] is var word
        && (OtherSections.Contains(word) || ScriptletNames.ContainsKey(word)
            || word.StartsWith("%trigger", StringComparison.Ordinal)
            || word.StartsWith("%filetrigger", StringComparison.Ordinal)
            || word.StartsWith("%transfiletrigger", StringComparison.Ordinal));

    private static string Words(string when, string interpreter, string target, IEnumerable<string> body) =>
        $"{when} scriptlet (using {interpreter}){(target == "" ? ":" : target)}\n{string.Join('\n', body).Trim()}";
}
