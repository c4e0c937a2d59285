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
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Inputs;

/// <summary>The options that <c>config</c> and <c>explain</c> share: fragments, targets, kernel source.</summary>
internal sealed class ConfigInputs
{
    private const string StandardStream = "-";

    private readonly Option<string[]> _targets = new("--target", "-t")
    {
        Description = "Use the fragments of this target and of the targets it includes (repeatable)",
        HelpName = "target",
    };
    private readonly Option<string?> _project = new("--project", "-p")
    {
        Description = "Project file with kernel, architecture and targets [default: kernelsplit.yaml here or above]",
    };
    private readonly Option<string[]> _kernel = new("--kernel", "-k")
    {
        Description = "Kernel source: a directory, a tarball, or \"distribution\"",
    };
    private readonly Option<string?> _architecture =
        new("--arch", "-a") { Description = "Architecture: x86_64, i686 or aarch64" };
    private readonly Option<string> _base = new("--base", "-b")
    {
        Description = $"Base configuration to apply the fragments to: {string.Join(", ", BaseConfig.Names)}, or a file",
        HelpName = "base",
        DefaultValueFactory = _ => BaseConfig.Tiny,
    };
    private readonly Option<bool> _allNo = new("-n")
    {
        Description = $"The same as --base {BaseConfig.AllNo}, as for the kernel's merge_config.sh",
    };
    private readonly Option<bool> _dummyTools = new("--dummy-tools")
    {
        Description = "Use the kernel's scripts/dummy-tools instead of a compiler",
    };
    private readonly Option<bool> _noShell = new("--no-shell")
    {
        Description = "Run nothing of the kernel source, neither make nor the commands of $(shell): for a source that "
            + "you don't trust. Answers as scripts/dummy-tools would",
    };

    private readonly Option<bool> _lastWins = new("--last-wins")
    {
        Description = "Let later fragments override earlier ones without an \"# override:\" comment",
    };

    /// <param name="otherKernel">What else --kernel may be, added to its description.</param>
    public ConfigInputs(string otherKernel = "")
    {
        _kernel.Description += otherKernel;
        _architecture.AcceptOnlyFromAmong([.. Architecture.All.Select(architecture => architecture.Name)]);
        _base.CompletionSources.Add([.. BaseConfig.Names]);
        _targets.CompletionSources.Add(_ =>
            DataDirectories.Here().TargetNames.Select(name =>
                new System.CommandLine.Completions.CompletionItem(name)));
    }

    public IReadOnlyList<Option> Options =>
        [_targets, _project, _kernel, _architecture, _base, _allNo, _dummyTools, _noShell, _lastWins];

    /// <summary>Those that --check doesn't heed: it needs no compiler.</summary>
    public IReadOnlyList<Option> OfOneConfiguration => [_dummyTools, _lastWins];

    /// <summary>Those that are about configuring, not about a prebuilt kernel.</summary>
    public IReadOnlyList<Option> OfConfiguring => [_targets, _architecture, _base, _dummyTools, _lastWins];

    /// <summary>The project given by --project, or the default one; null if there is none.</summary>
    public Project? ReadProject(ParseResult parsed)
    {
        if (ProjectFile(parsed) is not { } file)
            return null;
        if (!File.Exists(file))
            throw new InvalidInputException(file, "no such file");
        return ProjectReader.Read(file, Data(parsed));
    }

    /// <summary>The kernels given on the command line.</summary>
    public string[] Kernels(ParseResult parsed) => parsed.GetValue(_kernel) ?? [];

    /// <summary>The project file given, or the default one; null if there is none.</summary>
    public string? ProjectFile(ParseResult parsed) => parsed.GetValue(_project) ?? DefaultProject.Find();

    /// <summary>The top of the kernel's source.</summary>
    public async Task<string> Source(ParseResult parsed, Project? project, CancellationToken cancellation)
    {
        var kernel = Kernels(parsed) switch
        {
            [] => project?.Kernel ?? Project.Distribution,
            [var one] => one,
            _ => throw new InvalidInputException(
                "--kernel", "only one kernel source can be configured", "Give --kernel once"),
        };
        if (Directory.Exists(kernel))
            return Path.GetFullPath(kernel);
        return await Terminal.Stages().Run("source", async stage =>
        {
            var source = await KernelSource.Get(kernel, Cache.OfThisUser(), stage, cancellation);
            return (source.Root, $"Linux {source.Version}, {source.Root}");
        });
    }

    private Architecture ArchitectureOf(ParseResult parsed, Project? project) =>
        parsed.GetValue(_architecture) is { } name ? Architecture.All.Single(architecture => architecture.Name == name)
        : project?.Architecture ?? Architecture.OfThisMachine
        ?? throw new InvalidInputException(
            "--arch", "kernelsplit can't build for this machine's architecture", "Choose one with --arch");

    /// <summary>Reads the kernel's Kconfig and completes the fragments.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="fragments">
    /// Fragments given on it; - is standard input. Without any, and without targets, the project's.
    /// </param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(KernelKconfig Kernel, Explainer Explainer, ExplainedConfig Config)> Complete(
        ParseResult parsed, IReadOnlyList<string> fragments, CancellationToken cancellation)
    {
        var project = ReadProject(parsed);
        var architecture = ArchitectureOf(parsed, project);
        var requests = Merge(Fragments(parsed, project, architecture, fragments), parsed.GetValue(_lastWins));
        var source = await Source(parsed, project, cancellation);
        var kernel = await Kconfig(parsed, source, architecture, parsed.GetValue(_dummyTools), cancellation);
        return DeepRecursion.Run(() =>
        {
            var explainer = new Explainer(kernel.Tree);
            var name = BaseName(parsed);
            return (kernel, explainer, explainer.Complete(requests, kernel.Base(name), name));
        });
    }

    /// <summary>Reads the kernel's Kconfig, by the tools that the command line selects.</summary>
    public async Task<KernelKconfig> Kconfig(
        ParseResult parsed, string source, Architecture architecture, bool isDummy, CancellationToken cancellation)
    {
        if (parsed.GetValue(_noShell))
            return KernelKconfig.ReadWithoutShell(source, architecture);
        var tools = isDummy
            ? KernelKconfig.DummyTools(source)
            : KernelKconfig.AvailableTools(source, architecture);
        return await KernelKconfig.Read(source, architecture, tools, cancellation);
    }

    /// <summary>The targets given on the command line.</summary>
    public IReadOnlyList<string> Targets(ParseResult parsed) => parsed.GetValue(_targets) ?? [];

    /// <summary>Whether the command line selects this architecture; without --arch, it selects all.</summary>
    public bool IsWanted(ParseResult parsed, Architecture architecture) =>
        parsed.GetValue(_architecture) is not { } name || name == architecture.Name;

    /// <summary>The base configuration's name, or a file.</summary>
    public string BaseName(ParseResult parsed)
    {
        if (!parsed.GetValue(_allNo))
            return parsed.GetRequiredValue(_base);
        return parsed.GetResult(_base) is { Implicit: false }
            ? throw new InvalidInputException("-n", "can't be combined with --base", "Give one of them")
            : BaseConfig.AllNo;
    }

    /// <summary>The directories that targets are searched in.</summary>
    public DataDirectories Data(ParseResult parsed)
    {
        return ProjectFile(parsed) is { } file
            ? DataDirectories.Installed().Beside(Path.GetDirectoryName(Path.GetFullPath(file))!)
            : DataDirectories.Here();
    }

    private List<string> Fragments(
        ParseResult parsed, Project? project, Architecture architecture, IReadOnlyList<string> named)
    {
        var targets = parsed.GetValue(_targets) ?? [];
        if (targets.Length == 0 && named.Count == 0)
            return [.. project?.Fragments ?? []];
        var data = Data(parsed);
        return [.. data.ReadTargets(targets).SelectMany(target => target.Fragments(architecture)), .. named];
    }

    private static MergedConfig Merge(IReadOnlyList<string> fragments, bool lastWins)
    {
        var merged = Read(fragments, lastWins);
        foreach (var warning in merged.Warnings)
            Console.Error.WriteLine(warning);
        return merged;
    }

    private static MergedConfig Read(IReadOnlyList<string> fragments, bool lastWins)
    {
        if (!fragments.Contains(StandardStream))
            return MergedConfig.Read([.. fragments.Select(Shorten)], lastWins);
        var problems = new List<Diagnostic>();
        var lines = new List<Assignment>();
        foreach (var fragment in fragments)
        {
            if (fragment != StandardStream && !File.Exists(fragment))
                problems.Add(Diagnostic.Error(fragment, "no such fragment"));
            else
                lines.AddRange(
                    fragment == StandardStream
                        ? ConfigText.Read(ReadInput(), "standard input", problems)
                        : ConfigText.ReadFile(Shorten(fragment), problems));
        }

        return MergedConfig.Of(lines, problems, lastWins);
    }

    /// <summary>The path relative to the current directory, if it is below it.</summary>
    public static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static IEnumerable<string> ReadInput()
    {
        using var input = new StreamReader(StandardInput.Open(), Encoding.Latin1);
        while (input.ReadLine() is { } line)
            yield return line;
    }
}
