namespace KernelSplit.Modules;

/// <summary>Names and source paths from the path of a module's file.</summary>
public static class ModulePath
{
    // kmod_exts in kmod's shared/util.c.
    private static readonly string[] Suffixes = [".ko", ".ko.gz", ".ko.xz", ".ko.zst"];

    public static bool IsModule(ReadOnlySpan<char> path) => SuffixLength(path) > 0;

    /// <summary><c>kernel/net/dccp/dccp-ipv4.ko.xz</c> is <c>dccp_ipv4</c>.</summary>
    public static string NameOf(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        return NormalizeName(file[..^SuffixLength(file)]);
    }

    /// <summary>A module's name with <c>_</c> for <c>-</c>; the kernel and kmod treat both as equal.</summary>
    public static string NormalizeName(string name) => name.Replace('-', '_');

    /// <summary><c>kernel/net/dccp/dccp-ipv4.ko.xz</c> is <c>net/dccp/dccp-ipv4</c>.</summary>
    public static string SourcePathOf(string path)
    {
        var bare = path[..^SuffixLength(path)];
        return bare.StartsWith("kernel/", StringComparison.Ordinal) ? bare["kernel/".Length..] : bare;
    }

    /// <summary>
    /// A line of modules.order as a path in the installed tree: <c>drivers/net/dummy.o</c> is
    /// kernel/drivers/net/dummy.ko.
    /// </summary>
    internal static string InstalledPathOf(string line)
    {
        var path = line.StartsWith("kernel/", StringComparison.Ordinal) ? line : $"kernel/{line}";
        return path.EndsWith(".o", StringComparison.Ordinal) ? $"{path[..^2]}.ko" : path;
    }

    private static int SuffixLength(ReadOnlySpan<char> path)
    {
        foreach (var suffix in Suffixes)
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal))
                return suffix.Length;
        }
        return 0;
    }
}
