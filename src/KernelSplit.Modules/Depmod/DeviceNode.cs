namespace KernelSplit.Modules.Depmod;

/// <summary>A device node that loads a module when opened: MODULE_ALIAS_MISCDEV with <c>devname:</c>.</summary>
/// <param name="Path">Relative to /dev.</param>
/// <param name="Type"><c>c</c> or <c>b</c>.</param>
/// <param name="Major">Its major number.</param>
/// <param name="Minor">Its minor number.</param>
internal readonly record struct DeviceNode(string Path, char Type, uint Major, uint Minor)
{
    private const string PathPrefix = "devname:";

    /// <summary>The first pair of name and numbers, as in depmod's output_devname.</summary>
    public static DeviceNode? Of(IReadOnlyList<string> aliases)
    {
        var node = new DeviceNode("", '\0', 0, 0);
        var hasPath = false;
        foreach (var alias in aliases)
        {
            if (alias.StartsWith(PathPrefix, StringComparison.Ordinal))
                (node, hasPath) = (node with { Path = alias[PathPrefix.Length..] }, true);
            else if (Numbers(alias, "char-major-") is var (major, minor))
                node = node with { Type = 'c', Major = major, Minor = minor };
            else if (Numbers(alias, "block-major-") is var (blockMajor, blockMinor))
                node = node with { Type = 'b', Major = blockMajor, Minor = blockMinor };
            if (hasPath && node.Type != '\0')
                return node;
        }
        return null;
    }

    /// <summary>Text after the minor number is ignored, as by sscanf(3).</summary>
    private static (uint Major, uint Minor)? Numbers(string alias, string prefix)
    {
        if (!alias.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var text = alias.AsSpan(prefix.Length);
        var hyphen = text.IndexOf('-');
        if (hyphen < 0 || !uint.TryParse(text[..hyphen], out var major))
            return null;
        var minor = text[(hyphen + 1)..];
        var end = minor.IndexOfAnyExceptInRange('0', '9');
        return uint.TryParse(end < 0 ? minor : minor[..end], out var number) ? (major, number) : null;
    }
}
