using System.Text;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>One empty file per symbol, newer than anything built before the symbol's value changed.</summary>
internal sealed class TouchedSymbols(Configuration configuration, ConfFiles files, string autoconf)
{
    private readonly string _directory = Path.GetDirectoryName(files.PathOf(autoconf))!;

    /// <summary>Touches those that changed since auto.conf was written; false on failure.</summary>
    public bool Touch()
    {
        try
        {
            var former = Former();
            if (configuration.Tree.Dialect.RecalculatesForAutoconf && File.Exists(files.PathOf(autoconf)))
                Recalculate(former.Keys);
            foreach (var symbol in configuration.Tree.InTableOrder)
            {
                if (symbol is not { IsChoice: false, IsConstant: false, Name: { } name, Type: not SymbolType.Unknown })
                    continue;
                if (HasChanged(symbol, former.GetValueOrDefault(name)))
                    Touch(name);
            }

            foreach (var name in former.Keys.Where(name => configuration.Tree.Find(name) is null))
                Touch(name);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return files.Failed(e);
        }
    }

    private bool HasChanged(Symbol symbol, string? former)
    {
        ref var state = ref configuration.State(symbol);
        if (!state.Has(StateFlags.Write))
            return former is not null;
        var value = configuration.Shown(symbol);
        if (symbol.Type == SymbolType.String && configuration.Tree.Dialect.HasClassicAutoconf)
            value = Quoted(value);
        return former is null ? !symbol.Type.IsLogical() || value != "n" : former != value;
    }

    private static string Quoted(string value)
    {
        var text = new StringBuilder();
        SymbolLines.AppendQuoted(text, value);
        return text.ToString();
    }

    private void Recalculate(IEnumerable<string> names)
    {
        var isClassic = configuration.Tree.Dialect.HasClassicChoices;
        foreach (var name in names)
        {
            if (!isClassic && configuration.Tree.Find(name) is { ChoiceNode: { } choice } member)
                configuration.Move(member, choice);
        }

        configuration.ForgetValues();
        configuration.Calculate(configuration.Tree.Modules);
        foreach (var symbol in configuration.Tree.InTableOrder)
            configuration.Calculate(symbol);
    }

    private void Touch(string name)
    {
        var isHeader = configuration.Tree.Dialect.TouchesHeaders;
        var file = isHeader ? $"{name.ToLowerInvariant().Replace('_', '/')}.h" : name;
        var path = Path.Combine(_directory, ByteText.ToUtf16(file));
        if (isHeader)
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
    }

    /// <summary>The values in the previous auto.conf.</summary>
    private Dictionary<string, string> Former()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = files.PathOf(autoconf);
        if (!File.Exists(path))
            return values;
        var prefix = configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_";
        foreach (var line in ByteText.Of(File.ReadAllBytes(path)).Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line.StartsWith(prefix, StringComparison.Ordinal))
                values[line[prefix.Length..equals]] = line[(equals + 1)..].TrimEnd('\r');
        }

        return values;
    }
}
