using KernelSplit.Foundation;

namespace KernelSplit.Packaging.Deb;

/// <summary>
/// The templates of kernel-spec/deb/: control, copyright, changelog and lintian-overrides go to fixed paths; every
/// other template is a file of the control archive (deb(5)), such as postinst. An empty result makes no file.
/// </summary>
public sealed class DebTemplates
{
    private const string Suffix = ".hbs";

    private static readonly string[] WithFixedPath = ["control", "copyright", "changelog", "lintian-overrides"];

    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);

    /// <param name="directory">The directory of the templates.</param>
    /// <exception cref="InvalidInputException">A template is invalid, or a required one is missing.</exception>
    public DebTemplates(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, $"*{Suffix}").Order(StringComparer.Ordinal))
            _templates.Add(Path.GetFileName(file)[..^Suffix.Length], new Template(file));

        foreach (var name in WithFixedPath[..3].Where(name => !_templates.ContainsKey(name)))
            throw new InvalidInputException(
                Path.Combine(directory, name + Suffix), "no such template", "Every Debian package needs it");
    }

    /// <summary>The other files of the control archive.</summary>
    public IEnumerable<string> ControlFiles => _templates.Keys.Except(WithFixedPath);

    /// <summary>Null if there is no such template, or if it is empty for this package.</summary>
    /// <exception cref="InvalidInputException">The template uses an unknown placeholder.</exception>
    public string? Render(string name, IReadOnlyDictionary<string, object> model)
    {
        if (!_templates.TryGetValue(name, out var template))
            return null;
        var text = template.Render(model).TrimStart('\n');
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
