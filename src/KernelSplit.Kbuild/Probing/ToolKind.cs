namespace KernelSplit.Kbuild.Probing;

/// <summary>What a program does, as far as it matters to whether its answers can be remembered.</summary>
internal enum ToolKind
{
    /// <summary>Anything may follow from it.</summary>
    Unknown,

    /// <summary>Its output follows from its arguments.</summary>
    Plain,

    /// <summary>Its output follows from its arguments and standard input.</summary>
    Filter,

    /// <summary>It changes the files that it is given.</summary>
    Changer,

    /// <summary>Runs the program that follows.</summary>
    Runner,

    /// <summary>It writes a file unless it only says something about itself.</summary>
    Compiler,

    /// <summary>It says something about files that it is given.</summary>
    Reader,

    Python,
}

internal static class ToolKinds
{
    /// <summary>What a program's name says: <c>x86_64-linux-gnu-gcc-12</c> is a compiler.</summary>
    public static ToolKind Of(string name)
    {
        var kind = Exactly(name);
        if (kind != ToolKind.Unknown)
            return kind;
        var stem = name.AsSpan().TrimEnd("0123456789.").TrimEnd('-');
        if (stem.StartsWith("python"))
            return stem is "python" ? ToolKind.Python : ToolKind.Unknown;
        stem = stem[(stem.LastIndexOf('-') + 1)..];
        return stem switch
        {
            "gcc" or "g++" or "cc" or "c++" or "cpp" or "clang" or "clang++" or "rustc" or "as" => ToolKind.Compiler,
            "ld" or "ld.bfd" or "ld.gold" or "ld.lld" or "objcopy" or "strip" or "ar" or "ranlib" => ToolKind.Compiler,
            "nm" or "objdump" or "readelf" or "size" or "pahole" or "bindgen" => ToolKind.Reader,
            _ => ToolKind.Unknown,
        };
    }

    private static ToolKind Exactly(string name) => name switch
    {
        "test" or "[" or "echo" or "printf" or "true" or "false" or ":" or "expr" or "basename" or "dirname" or "mktemp" or "which" => ToolKind.Plain,
        "set" or "shift" or "exit" or "return" or "export" or "unset" or "local" or "type" => ToolKind.Plain,
        "cat" or "head" or "tail" or "grep" or "egrep" or "fgrep" or "sed" or "tr" or "cut" or "sort" or "uniq" or "wc" => ToolKind.Filter,
        "rm" or "rmdir" or "mkdir" => ToolKind.Changer,
        "env" or "command" or "exec" or "ccache" => ToolKind.Runner,
        _ => ToolKind.Unknown,
    };
}
