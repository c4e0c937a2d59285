using System.CommandLine;
using System.Text;
using KernelSplit.Building.Configuring;
using KernelSplit.Building.Sources;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Inputs;

/// <summary>Which fragments, for which kernel: the options that <c>config</c> and <c>explain</c> share.</summary>
internal sealed class ConfigInputs
{
    private const string StandardInput = "-";
    private const string UsualProject = "kernelsplit.yaml";

    private readonly Option<string[]> _targets = new("--target", "-t") { Description = "The fragments of this target and of what it includes (repeatable)" };
    private readonly Option<string?> _project = new("--project", "-p") { Description = "The project file that names kernel, architecture and targets [default: kernelsplit.yaml, where it is]" };
    private readonly Option<string[]> _kernel = new("--kernel", "-k") { Description = "The kernel source: a folder, a tarball, or \"distribution\"" };
    private readonly Option<string?> _architecture = new("--arch", "-a") { Description = "x86_64, i686 or aarch64" };
    private readonly Option<string> _base = new("--base", "-b")
    {
        Description = $"What the fragments are laid upon: {string.Join(", ", BaseConfig.Names)}, or a file",
        DefaultValueFactory = _ => BaseConfig.Tiny,
    };
    private readonly Option<bool> _dummyTools = new("--dummy-tools") { Description = "Let the kernel's scripts/dummy-tools answer instead of a compiler" };

    private readonly Option<bool> _lastWins = new("--last-wins") { Description = "Let later fragments change what earlier ones ask for without saying so" };

    /// <param name="otherKernel">What --kernel means where the question isn't about a configuration.</param>
    public ConfigInputs(string otherKernel = "")
    {
        _kernel.Description += otherKernel;
        _architecture.AcceptOnlyFromAmong([.. Architecture.All.Select(architecture => architecture.Name)]);
        _base.CompletionSources.Add([.. BaseConfig.Names]);
        _targets.CompletionSources.Add(_ => DataDirectories.Installed().TargetNames.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
    }

    public IReadOnlyList<Option> Options => [_targets, _project, _kernel, _architecture, _base, _dummyTools, _lastWins];

    /// <summary>The project that is named or lies here; null when there is none.</summary>
    public Project? ReadProject(ParseResult parsed)
    {
        var file = parsed.GetValue(_project);
        if (file is null && !File.Exists(UsualProject))
            return null;
        if (!File.Exists(file ?? UsualProject))
            throw new InvalidInputException(file!, "no such file");
        return ProjectReader.Read(file ?? UsualProject, Data(parsed));
    }

    /// <summary>The kernels that are named on the command line.</summary>
    public string[] Kernels(ParseResult parsed) => parsed.GetValue(_kernel) ?? [];

    /// <summary>The project file that is named or lies here; null when there is none.</summary>
    public string? ProjectFile(ParseResult parsed) => parsed.GetValue(_project) ?? (File.Exists(UsualProject) ? UsualProject : null);

    /// <summary>The top of the kernel's source.</summary>
    public async Task<string> Source(ParseResult parsed, Project? project, CancellationToken cancellation)
    {
        var kernel = Kernels(parsed) switch
        {
            [] => project?.Kernel ?? Project.Distribution,
            [var one] => one,
            _ => throw new InvalidInputException("--kernel", "a configuration is of one kernel source", "Name one"),
        };
        if (Directory.Exists(kernel))
            return Path.GetFullPath(kernel);
        return await Terminal.Stages().Run("source", async stage =>
        {
            var source = await KernelSource.Get(kernel, Cache.OfThisUser(), stage.Line, cancellation);
            return (source.Folder, $"Linux {source.Version}, {source.Folder}");
        });
    }

    private Architecture ArchitectureOf(ParseResult parsed, Project? project) =>
        parsed.GetValue(_architecture) is { } name ? Architecture.All.Single(architecture => architecture.Name == name)
        : project?.Architecture ?? Architecture.OfThisMachine
        ?? throw new InvalidInputException("--arch", "this machine's architecture is none that kernelsplit builds for", "Name one");

    /// <summary>Reads the kernel's Kconfig and completes the fragments.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="fragments">Files that it names; - is standard input. Without any, and without targets, the project's.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(KernelKconfig Kernel, Explainer Explainer, ExplainedConfig Config)> Complete(
        ParseResult parsed, IReadOnlyList<string> fragments, CancellationToken cancellation)
    {
        var project = ReadProject(parsed);
        var architecture = ArchitectureOf(parsed, project);
        var requests = Merge(Fragments(parsed, project, architecture, fragments), parsed.GetValue(_lastWins));
        var source = await Source(parsed, project, cancellation);
        var tools = parsed.GetValue(_dummyTools) ? KernelKconfig.DummyTools(source) : KernelKconfig.AvailableTools(source, architecture);
        var kernel = await KernelKconfig.Read(source, architecture, tools, cancellation);
        return DeepRecursion.Run(() =>
        {
            var explainer = new Explainer(kernel.Tree);
            var name = parsed.GetRequiredValue(_base);
            return (kernel, explainer, explainer.Complete(requests, kernel.Base(name), name));
        });
    }

    /// <summary>The targets that are named on the command line.</summary>
    public IReadOnlyList<string> Targets(ParseResult parsed) => parsed.GetValue(_targets) ?? [];

    /// <summary>Whether the command line names an architecture, or none.</summary>
    public bool IsWanted(ParseResult parsed, Architecture architecture) =>
        parsed.GetValue(_architecture) is not { } name || name == architecture.Name;

    public string BaseName(ParseResult parsed) => parsed.GetRequiredValue(_base);

    /// <summary>Where targets are looked for.</summary>
    public DataDirectories Data(ParseResult parsed)
    {
        var file = parsed.GetValue(_project) ?? UsualProject;
        return File.Exists(file) ? DataDirectories.Installed().Beside(Path.GetDirectoryName(Path.GetFullPath(file))!) : DataDirectories.Installed();
    }

    private List<string> Fragments(ParseResult parsed, Project? project, Architecture architecture, IReadOnlyList<string> named)
    {
        var targets = parsed.GetValue(_targets) ?? [];
        if (targets.Length == 0 && named.Count == 0)
            return [.. project?.Fragments ?? []];
        var data = Data(parsed);
        return [.. data.ReadTargets(targets).SelectMany(target => target.Fragments(architecture)), .. named];
    }

    private static MergedConfig Merge(IReadOnlyList<string> fragments, bool lastWins)
    {
        if (!fragments.Contains(StandardInput))
            return MergedConfig.Read([.. fragments.Select(Shorten)], lastWins);
        var errors = new List<Diagnostic>();
        var lines = new List<Assignment>();
        foreach (var fragment in fragments)
        {
            if (fragment != StandardInput && !File.Exists(fragment))
                errors.Add(Diagnostic.Error(fragment, "no such fragment"));
            else
                lines.AddRange(fragment == StandardInput ? ConfigText.Read(ReadInput(), "standard input", errors) : ConfigText.ReadFile(Shorten(fragment), errors));
        }

        return MergedConfig.Of(lines, errors, lastWins);
    }

    /// <summary>As one would type the path here.</summary>
    public static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static IEnumerable<string> ReadInput()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.Latin1);
        while (input.ReadLine() is { } line)
            yield return line;
    }
}
