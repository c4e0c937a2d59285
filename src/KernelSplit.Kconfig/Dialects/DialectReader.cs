namespace KernelSplit.Kconfig.Dialects;

/// <summary>Finds out which <see cref="Dialect"/> a kernel speaks, by its own scripts/kconfig.</summary>
public static class DialectReader
{
    private const string Sources = "scripts/kconfig";

    private const int ClassicBuckets = 9973;

    /// <summary>The dialect of the tree that a folder is in; the newest one for a folder outside of any kernel.</summary>
    /// <param name="folder">The kernel's source, or a folder in it.</param>
    public static Dialect Of(string folder)
    {
        for (var parent = new DirectoryInfo(folder); parent is not null; parent = parent.Parent)
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
            HasClassicChoices = Says(headers, "SYMBOL_CHOICEVAL"),
            HasNamedChoices = Says(parser, "word_opt"),
            HasOptionalChoices = Says(lexer, "\"optional\""),
            FindsCyclesInTableOrder = Says(parser, "for_all_symbols"),
            CalculatesMenusForDefconfig = Says(data, "goto next_menu;\n\t\t} else if"),
            TakesUnequalNoForSymbol = Says(menus, "expr_trans_bool(dep)"),
            SimplifiesInPlace = !Says(headers, "val_is_valid"),
            KeepsLoneConstants = Says(Text("expr.c"), "if (!trans_count)"),
            LocatesMenus = Says(menus, "menu = prop->menu->parent;"),
            SymbolBuckets = Says(headers, "(1U << 14)") ? 1 << 14 : ClassicBuckets,
            NumbersStartAtZero = Says(symbols, "\"0x0\";"),
            ForgetsHiddenRequests = Says(data, "visible == no && !conf_unsaved"),
            ForgetsNumbersOutOfRange = Says(data, "~(SYMBOL_VALID|SYMBOL_DEF_USER)"),
            IsNotSetExact = Says(data, "strcmp(p, \"is not set\")"),
            HasLenientLines = !Says(data, "getline_stripped"),
            HasClassicPositions = Says(parser, "zconf_lineno() + 1"),
            HasClassicCycles = Says(symbols, ":error: recursive dependency"),
            HasTransitional = Says(lexer, "\"transitional\""),
            HasConditionalDepends = Says(parser, "T_DEPENDS T_ON expr if_expr"),
            ForbidsRepeatedSource = Says(Text("util.c"), "repeated inclusion"),
            HasOnePromptForEachMember = Says(parser, "must not have a prompt in another entry"),
            HasOptions = Says(lexer, "\"option\""),
            SaysSeedAsError = Says(program, "stderr, \"KCONFIG_SEED"),
            TouchesHeaders = Says(data, "strcpy(d, \".h\")"),
            ShellLimit = Says(Text("preprocess.c"), "char buf[256]") ? 255 : 4095,
            HasClassicAutoconf = Says(data, "..config.tmp"),
            EndsOnlyFullMenus = !Says(data, "end_check"),
            LacksRustFlags = !Says(data, "KCONFIG_RUSTCCFG"),
            CalculatesBounds = !Says(symbols, "range_sym"),
            ForgivesWarnings = !Says(data, "KCONFIG_WERROR"),
            ForgivesUnmetDependencies = !Says(symbols, "KCONFIG_WERROR"),
            ForgivesUnknownSymbols = !Says(data, "KCONFIG_WARN_UNKNOWN_SYMBOLS"),
            HasLenientComments = !Says(data, "line[1] != ' '"),
            IgnoresNoForNumbers = !Says(data, "val = \"n\""),
            HasUntypedConstants = !Says(symbols, ".type = S_TRISTATE"),
            RecalculatesForAutoconf = !Says(data, "def != S_DEF_USER"),
        };

        string Text(string file)
        {
            var path = Path.Combine(sources, file);
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
    }

    private static bool Says(string source, string sign) => source.Contains(sign, StringComparison.Ordinal);
}
