using System.Text;
using KernelSplit.Conf;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Evaluation;

namespace KernelSplit.Tests.Kconfig;

/// <summary>Kconfig files in their own directory, and the messages from reading them.</summary>
internal sealed class SmallTree : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public SmallTree(string kconfig) => Write("Kconfig", kconfig);

    /// <summary>Kernels up to 6.8, as far as choices are concerned.</summary>
    public static Dialect Classic { get; } = Dialect.Newest with
    {
        HasClassicChoices = true,
        HasNamedChoices = true,
        HasOptionalChoices = true,
        SimplifiesInPlace = true,
        SymbolBuckets = 9973,
    };

    public string Path => _directory.Path;

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public Dictionary<string, string> Environment { get; } = [];

    public Func<string, string> Shell { get; init; } = _ => "";

    public Func<string, bool, string?>? Prefetch { get; init; }

    public void Dispose() => _directory.Dispose();

    public void Write(string name, string text) => _directory.Write(name, text);

    public string ReadAll(string name) => File.ReadAllText(System.IO.Path.Combine(_directory.Path, name));

    public void Link(string name, string target) =>
        File.CreateSymbolicLink(System.IO.Path.Combine(_directory.Path, name), target);

    /// <summary>All files, sorted.</summary>
    public IEnumerable<string> Names() => Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(_directory.Path, path))
        .Order(StringComparer.Ordinal);

    /// <summary>Where trees are kept for the next time.</summary>
    public string? Cache { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public KconfigTree Read(Dialect? dialect = null) =>
        KconfigTree.Read("Kconfig", Host, dialect ?? Dialect.Newest, Cache);

    /// <summary>The configuration from a .config.</summary>
    public Configuration Load(string config, Dialect? dialect = null)
    {
        var configuration = new Configuration(Read(dialect));
        configuration.Load(Encoding.Latin1.GetBytes(config), ".config");
        return configuration;
    }

    public int Conf(params string[] arguments) => Conf("", arguments);

    public int Conf(string input, string[] arguments) =>
        new ConfProgram(Host, new MemoryStream(Encoding.Latin1.GetBytes(input))).Run([.. arguments, "Kconfig"]);

    private KconfigHost Host => new()
    {
        Directory = _directory.Path,
        Environment = Environment.GetValueOrDefault,
        Shell = Shell,
        Prefetch = Prefetch,
        Clock = Clock,
        Output = text => _output.Append(text),
        Errors = text => _errors.Append(text),
    };
}
