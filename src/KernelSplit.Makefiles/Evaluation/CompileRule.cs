namespace KernelSplit.Makefiles.Evaluation;

/// <summary>
/// A pattern rule that compiles from another directory: <c>$(obj)/i915-display/%.o:
/// $(srctree)/drivers/gpu/drm/i915/display/%.c</c>.
/// </summary>
/// <param name="Target">With <c>%</c>, relative to the top of the source.</param>
/// <param name="Source">With <c>%</c>, relative to the top of the source.</param>
internal sealed record CompileRule(string Target, string Source)
{
    /// <summary>The rule in a line; null for other lines.</summary>
    public static CompileRule? Of(string line, Expander expander, Site site)
    {
        var colon = line.IndexOf("%.o:", StringComparison.Ordinal);
        if (colon < 0 || !line.AsSpan(colon).Contains("%.c", StringComparison.Ordinal))
            return null;

        var targets = expander.Alternatives(line[..(colon + 3)], site);
        var sources = expander.Words(line[(colon + 4)..], site);
        return targets is [{ Text: { } target }] && sources is [{ Text: { } source }, ..]
            && SourcePath.Normalize(target) is { } to && SourcePath.Normalize(source) is { } from
            ? new CompileRule(to, from)
            : null;
    }

    public string? SourceOf(string target) =>
        Pattern.Match(Target, target) is null ? null : Pattern.Replace(Target, Source, target);
}
