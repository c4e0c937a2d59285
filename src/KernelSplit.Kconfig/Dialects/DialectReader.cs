namespace KernelSplit.Kconfig.Dialects;

/// <summary>Detects a kernel's <see cref="Dialect"/> from its own scripts/kconfig.</summary>
public static class DialectReader
{
    private const string Sources = "scripts/kconfig";

    private const int ClassicBuckets = 9973;

    /// <summary>The dialect of the tree that a directory is in; the newest one outside of any kernel tree.</summary>
    /// <param name="directory">The kernel source, or a directory in it.</param>
    public static Dialect Of(string directory)
    {
        for (var parent = new DirectoryInfo(directory); parent is not null; parent = parent.Parent)
        {
            var sources = Path.Combine(parent.FullName, Sources);
            if (File.Exists(Path.Combine(sources, "confdata.c")) && File.Exists(Path.Combine(sources, "symbol.c")))
                return Read(sources);
        }

        return Dialect.Newest;
    }

    private static Dialect Read(string sources)
    {
        var symbols = Text("symbol.c");
        var headers = Text("expr.h") + Text("internal.h");
        var lexer = Text("lexer.l");
        var parser = Text("parser.y");
        var data = Text("confdata.c");
        var program = Text("conf.c");
        var menus = Text("menu.c");
        return new Dialect
        {
            HasClassicChoices = Contains(headers, "SYMBOL_CHOICEVAL"),
            HasNamedChoices = Contains(parser, "word_opt"),
            HasOptionalChoices = Contains(lexer, "\"optional\""),
            FindsCyclesInTableOrder = Contains(parser, "for_all_symbols"),
            CalculatesMenusForDefconfig = Contains(data, "goto next_menu;\n\t\t} else if"),
            TakesUnequalNoForSymbol = Contains(menus, "expr_trans_bool(dep)"),
            SimplifiesInPlace = !Contains(headers, "val_is_valid"),
            KeepsLoneConstants = Contains(Text("expr.c"), "if (!trans_count)"),
            LocatesMenus = Contains(menus, "menu = prop->menu->parent;"),
            SymbolBuckets = Contains(headers, "(1U << 14)") ? 1 << 14 : ClassicBuckets,
            NumbersStartAtZero = Contains(symbols, "\"0x0\";"),
            DropsHiddenRequests = Contains(data, "visible == no && !conf_unsaved"),
            DropsNumbersOutOfRange = Contains(data, "~(SYMBOL_VALID|SYMBOL_DEF_USER)"),
            IsNotSetExact = Contains(data, "strcmp(p, \"is not set\")"),
            HasLenientLines = !Contains(data, "getline_stripped"),
            HasClassicPositions = Contains(parser, "zconf_lineno() + 1"),
            HasClassicCycles = Contains(symbols, ":error: recursive dependency"),
            HasTransitional = Contains(lexer, "\"transitional\""),
            HasConditionalDepends = Contains(parser, "T_DEPENDS T_ON expr if_expr"),
            ForbidsRepeatedSource = Contains(Text("util.c"), "repeated inclusion"),
            HasOnePromptForEachMember = Contains(parser, "must not have a prompt in another entry"),
            HasOptions = Contains(lexer, "\"option\""),
            PrintsSeedToStandardError = Contains(program, "stderr, \"KCONFIG_SEED"),
            TouchesHeaders = Contains(data, "strcpy(d, \".h\")"),
            ShellLimit = Contains(Text("preprocess.c"), "char buf[256]") ? 255 : 4095,
            HasClassicAutoconf = Contains(data, "..config.tmp"),
            OmitsEndOfEmptyMenus = !Contains(data, "end_check"),
            LacksRustFlags = !Contains(data, "KCONFIG_RUSTCCFG"),
            CalculatesBounds = !Contains(symbols, "range_sym"),
            IgnoresWerror = !Contains(data, "KCONFIG_WERROR"),
            IgnoresWerrorForUnmetDependencies = !Contains(symbols, "KCONFIG_WERROR"),
            LacksUnknownSymbolWarnings = !Contains(data, "KCONFIG_WARN_UNKNOWN_SYMBOLS"),
            HasLenientComments = !Contains(data, "line[1] != ' '"),
            IgnoresNoForNumbers = !Contains(data, "val = \"n\""),
            HasUntypedConstants = !Contains(symbols, ".type = S_TRISTATE"),
            RecalculatesForAutoconf = !Contains(data, "def != S_DEF_USER"),
        };

        string Text(string file)
        {
            var path = Path.Combine(sources, file);
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
    }

    private static bool Contains(string source, string marker) => source.Contains(marker, StringComparison.Ordinal);
}
