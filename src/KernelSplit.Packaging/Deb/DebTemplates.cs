using HandlebarsDotNet;
using KernelSplit.Foundation;

namespace KernelSplit.Packaging.Deb;

/// <summary>
/// kernel-spec/deb/: control, copyright, changelog and lintian-overrides have their places; each other template is a file
/// of the control archive (deb(5)), such as postinst. One that renders to nothing makes no file.
/// </summary>
public sealed class DebTemplates
{
    private const string Suffix = ".hbs";

    private static readonly string[] WithPlace = ["control", "copyright", "changelog", "lintian-overrides"];

    private readonly Dictionary<string, (string File, HandlebarsTemplate<object, object> Render)> _templates = new(StringComparer.Ordinal);

    /// <param name="folder">Where the templates are.</param>
    /// <exception cref="InvalidInputException">A template is broken, or one that every package needs is missing.</exception>
    public DebTemplates(string folder)
    {
        var handlebars = Template.Engine();
        foreach (var file in Directory.EnumerateFiles(folder, $"*{Suffix}").Order(StringComparer.Ordinal))
        {
            var render = Template.Try(file, null, () => handlebars.Compile(File.ReadAllText(file)));
            _templates.Add(Path.GetFileName(file)[..^Suffix.Length], (file, render));
        }

        foreach (var name in WithPlace[..3].Where(name => !_templates.ContainsKey(name)))
            throw new InvalidInputException(Path.Combine(folder, name + Suffix), "no such template", "Every Debian package needs it");
    }

    /// <summary>The other files of the control archive.</summary>
    public IEnumerable<string> ControlFiles => _templates.Keys.Except(WithPlace);

    /// <summary>Nothing where there is no such template, or nothing in it for this package.</summary>
    /// <exception cref="InvalidInputException">The template uses a placeholder that there isn't.</exception>
    public string? Render(string name, IReadOnlyDictionary<string, object> model)
    {
        if (!_templates.TryGetValue(name, out var template))
            return null;
        var text = Template.Try(template.File, null, () => template.Render(model)).TrimStart('\n');
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
