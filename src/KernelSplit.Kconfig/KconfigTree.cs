using KernelSplit.Foundation;
using KernelSplit.Kconfig.Caching;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Finalizing;
using KernelSplit.Kconfig.Model;
using KernelSplit.Kconfig.Parsing;

namespace KernelSplit.Kconfig;

/// <summary>
/// A kernel's Kconfig files: symbols, menus, conditions, each with file and line. Immutable; values are in a
/// <see cref="Configuration"/>.
/// </summary>
public sealed class KconfigTree
{
    private readonly SymbolTable _table;
    private readonly Simplifier _simplifier;
    private Symbol[]? _inTableOrder;

    internal KconfigTree(SymbolTable table, ExpressionFactory expressions, KconfigHost host, Dialect dialect)
    {
        _table = table;
        _simplifier = new Simplifier(expressions, new Constants(No, Mod, Yes), dialect, host.Output);
        (Host, Dialect) = (host, dialect);
    }

    /// <summary>The directory <c>kconfig-trees</c> in the user's cache.</summary>
    public static string CacheOfThisUser => Path.Combine(Cache.RootOfThisUser, "kconfig-trees");

    /// <summary>The main menu; its prompt is the title of the configuration.</summary>
    public required MenuNode Root { get; init; }

    /// <summary>The symbol that enables modules; n if there is none.</summary>
    public required Symbol Modules { get; init; }

    /// <summary>The symbol whose defaults name default configurations; kernels up to 5.12.</summary>
    internal Symbol? DefconfigList { get; init; }

    /// <summary>All symbols, choices and constants, in order of first mention.</summary>
    public IReadOnlyList<Symbol> Symbols => _table.All;

    /// <summary>The Kconfig files, as <c>source</c> names them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The environment variables that the files use and that are set, with their values.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Every <c>depends on</c>, <c>if</c> and <c>visible if</c>, as written, in file order.</summary>
    public required IReadOnlyList<DependencyLine> Dependencies { get; init; }

    /// <summary>The commands that <c>$(shell,...)</c> ran, with their output.</summary>
    public required IReadOnlyList<ShellProbe> Probes { get; init; }

    public Dialect Dialect { get; }

    /// <summary>Warnings about the files.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    internal KconfigHost Host { get; }

    internal int PropertyCount { get; set; }

    internal int ExpressionCount { get; set; }

    internal Symbol Yes => _table.Yes;

    internal Symbol Mod => _table.Mod;

    internal Symbol No => _table.No;

    /// <summary>Reads a Kconfig file and all files that it sources.</summary>
    /// <param name="rootFile">The file, from the host's directory or else from its <c>srctree</c>.</param>
    /// <param name="host">The environment, the shell, and where conf's output goes.</param>
    /// <param name="dialect">Detected from the tree if null.</param>
    /// <param name="cacheDirectory">Where trees are kept for the next time; null for no cache.</param>
    /// <exception cref="InvalidInputException">
    /// All errors that conf reports, with file and line: a file is missing or includes itself, a statement is invalid,
    /// a symbol depends on itself.
    /// </exception>
    public static KconfigTree Read(
        string rootFile, KconfigHost host, Dialect? dialect = null, string? cacheDirectory = null)
    {
        dialect ??= DialectReader.Of(DirectoryOf(rootFile, host));
        try
        {
            if (cacheDirectory is null)
                return Read(rootFile, host, host, dialect);
            var cache = new KconfigCache(cacheDirectory, rootFile, host, dialect);
            if (cache.Find() is { } known)
                return known;
            var record = new ReadingRecord(host);
            var tree = Read(rootFile, record.Host, host, dialect);
            cache.Add(tree, record);
            return tree;
        }
        catch (InsufficientExecutionStackException)
        {
            throw new InvalidInputException(rootFile, "its conditions or macros are nested too deeply");
        }
    }

    /// <summary>The symbol with that name, without <c>CONFIG_</c>; null if nothing mentions it.</summary>
    public Symbol? Find(string name) => _table.Find(ByteText.BytesOf(name));

    /// <summary>All symbols but the constants y, m and n, in the order of the kernel's hash table.</summary>
    internal IReadOnlyList<Symbol> InTableOrder => _inTableOrder ??= _table.InTableOrder();

    /// <summary>Whether two conditions are equal, whatever the order of their operands.</summary>
    internal bool AreEqual(Expression? left, Expression? right) => _simplifier.AreEqual(left, right);

    internal Symbol? Find(ReadOnlySpan<byte> name) => _table.Find(name);

    /// <param name="rootFile">The root Kconfig file.</param>
    /// <param name="reading">The host while the files are read.</param>
    /// <param name="host">The tree's host.</param>
    /// <param name="dialect">The kernel's Kconfig.</param>
    private static KconfigTree Read(string rootFile, KconfigHost reading, KconfigHost host, Dialect dialect)
    {
        var report = new Report(reading);
        if (reading.ReadFile(rootFile) is not { } text)
        {
            report.Error(rootFile, 0, "no such file", [$"can't find file {rootFile}"]);
            throw report.ToException();
        }

        using var scanner =
            reading.Prefetch is null ? null : new IncludeScanner(rootFile, text, reading, dialect);
        var parser = new Parser(rootFile, text, scanner?.Ahead() ?? reading, dialect, report);
        parser.Parse();
        var tree = new KconfigTree(parser.Symbols, parser.Expressions, host, dialect)
        {
            Warnings = report.Diagnostics,
            Root = parser.Menus.Root,
            Modules = parser.Modules ?? parser.Symbols.No,
            DefconfigList = parser.DefconfigList,
            Files = [.. parser.Files],
            Environment = parser.Environment,
            Dependencies = parser.Menus.Dependencies,
            Probes = parser.Probes,
        };
        tree.Finish(parser, report);
        return tree;
    }

    /// <summary>The kernel source, or a directory in it.</summary>
    internal static string DirectoryOf(string rootFile, KconfigHost host) =>
        host.Environment("srctree") is { Length: > 0 } source
            ? Path.Combine(host.Directory, source)
            : Path.GetDirectoryName(Path.GetFullPath(Path.Combine(host.Directory, rootFile)))!;

    private void Finish(Parser parser, Report report)
    {
        if (Root.Prompt is null)
        {
            var title = parser.Menus.NewProperty(PropertyKind.Menu, Root, Root.File, 0);
            title.Text = "Main menu";
            Root.Prompt = title;
        }

        new Finalizer(
            parser.Menus, parser.Expressions, _simplifier, new Constants(No, Mod, Yes), Modules, Dialect, report).Run();
        new KconfigTreeCheck(this, report).Run();
        foreach (var symbol in Symbols)
        {
            symbol.ChoiceNode = Choices.NodeAround(symbol);
            symbol.ReplacesTransitional = symbol.PropertyList.Exists(
                property => property.Kind == PropertyKind.Default && property.ValueSymbol is { IsTransitional: true });
        }

        PropertyCount = parser.Menus.PropertyCount;
        ExpressionCount = parser.Expressions.Count;
    }
}
