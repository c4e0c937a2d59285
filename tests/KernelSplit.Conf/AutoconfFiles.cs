using System.Text;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>The configuration as make, C and Rust read it: include/config and include/generated.</summary>
internal sealed class AutoconfFiles(Configuration configuration, ConfFiles files)
{
    private readonly KconfigTree _tree = configuration.Tree;
    private readonly bool _isClassic = configuration.Tree.Dialect.HasClassicAutoconf;
    private readonly string _prefix = configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_";

    /// <summary>Writes all of them; does nothing if they exist and must not be overwritten.</summary>
    public bool Write(bool overwrite)
    {
        var autoconf = Name("KCONFIG_AUTOCONFIG", "include/config/auto.conf");
        if (!overwrite && Path.Exists(files.PathOf(autoconf)))
            return true;
        foreach (var symbol in _tree.InTableOrder)
            configuration.Calculate(symbol);
        return WriteFile(_isClassic ? "include/config/auto.conf.cmd" : $"{autoconf}.cmd", Dependencies(autoconf))
            && new TouchedSymbols(configuration, files, autoconf).Touch()
            && WriteFile(Name("KCONFIG_AUTOHEADER", "include/generated/autoconf.h"), Header())
            && (
                _tree.Dialect.LacksRustFlags
                    || WriteFile(Name("KCONFIG_RUSTCCFG", "include/generated/rustc_cfg"), Flags()))
            && WriteFile(autoconf, Text(AppendForMake, "#", "#", "#"));
    }

    private string Name(string variable, string usual) => _tree.Host.Environment(variable) ?? usual;

    private bool WriteFile(string name, string text) => files.Write(name, text, createsDirectory: true);

    private string Header() => _isClassic
        ? Text(AppendForC, "/*\n *", " *", " *\n */")
        : Text(AppendForC, "/*", " *", " */");

    private string Flags() => Text(AppendForRust, null, "", "");

    private string Dependencies(string autoconf)
    {
        var text = new StringBuilder();
        if (_tree.Dialect.HasClassicPositions)
        {
            text.Append("deps_config := \\\n\t").AppendJoin(" \\\n\t", _tree.Files.Reverse());
            text.Append(_isClassic
                ? $"\n\n{autoconf}: \\\n\t$(deps_config)\n\n"
                : $" \\\n\n{autoconf}: $(deps_config)\n\n");
            foreach (var (name, value) in _tree.Environment)
                text.Append($"ifneq \"$({name})\" \"{value}\"\n{autoconf}: FORCE\nendif\n");
            return text.Append("\n$(deps_config): ;\n").ToString();
        }

        text.Append($"autoconfig := {autoconf}\n\ndeps_config := \\\n");
        foreach (var file in _tree.Files)
            text.Append($"\t{file} \\\n");
        text.Append("\n$(autoconfig): $(deps_config)\n$(deps_config): ;\n");
        foreach (var (name, value) in _tree.Environment)
            text.Append($"\nifneq \"$({name})\" \"{value}\"\n$(autoconfig): FORCE\nendif\n");
        return text.ToString();
    }

    private string Text(Action<StringBuilder, Symbol, string> append, string? first, string decoration, string last)
    {
        var text = new StringBuilder();
        if (first is not null)
            ConfigWriter.AppendHeading(text, _tree.Root.Prompt!.Text!, first, decoration, last);
        foreach (var symbol in _tree.InTableOrder)
        {
            var isTyped = symbol is { Name: not null, Type: not SymbolType.Unknown };
            if (isTyped && configuration.State(symbol).Has(StateFlags.Write))
                append(text, symbol, configuration.Shown(symbol));
        }

        return text.ToString();
    }

    private void AppendForMake(StringBuilder text, Symbol symbol, string value)
    {
        if (_isClassic && symbol.Type == SymbolType.String)
            SymbolLines.Append(text, _prefix, symbol, value);
        else if (!symbol.Type.IsLogical() || value != "n")
            text.Append($"{_prefix}{symbol.Name}={value}\n");
    }

    private void AppendForC(StringBuilder text, Symbol symbol, string value)
    {
        if (symbol.Type.IsLogical())
        {
            if (value != "n")
                text.Append($"#define {_prefix}{symbol.Name}{(value == "m" ? "_MODULE" : "")} 1\n");
            return;
        }

        text.Append($"#define {_prefix}{symbol.Name} ");
        if (symbol.Type == SymbolType.String)
            SymbolLines.AppendQuoted(text, value);
        else
            text.Append(WithHexPrefix(symbol, value));
        text.Append('\n');
    }

    private void AppendForRust(StringBuilder text, Symbol symbol, string value)
    {
        if (symbol.Type.IsLogical())
        {
            if (value == "n")
                return;
            text.Append($"--cfg={_prefix}{symbol.Name}\n");
        }

        text.Append($"--cfg={_prefix}{symbol.Name}=");
        SymbolLines.AppendQuoted(text, WithHexPrefix(symbol, value));
        text.Append('\n');
    }

    private static string WithHexPrefix(Symbol symbol, string value) =>
        symbol.Type == SymbolType.Hex && !value.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? $"0x{value}"
            : value;
}
