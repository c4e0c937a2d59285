using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Version and release, by which RPM orders packages of the same name.</summary>
/// <param name="Version">RPM's Version.</param>
/// <param name="Release">RPM's Release.</param>
public sealed record RpmRelease(string Version, string Release)
{
    private const string Variable = "KERNELSPLIT_RELEASES";

    // Let RPM compare. The releases are passed in the environment, because in an expression they could be macros.
    private const string Sort = "%{lua:"
        + "local all = {} "
        + "for v, r in string.gmatch(os.getenv(\"" + Variable
            + "\"), \"([^ \\n]+) ([^ \\n]+)\\n\") do all[#all + 1] = {v, r} end "
        + "table.sort(all, function(a, b) local c = rpm.vercmp(a[1], b[1]) if c == 0 then c = rpm.vercmp(a[2], b[2]) "
            + "end return c > 0 end) "
        + "for _, e in ipairs(all) do print(e[1] .. \" \" .. e[2] .. \"\\n\") end}";

    public override string ToString() => $"{Version}-{Release}";

    /// <summary>Sorts the releases, without duplicates.</summary>
    internal static async Task<IReadOnlyList<RpmRelease>> NewestFirst(
        IEnumerable<RpmRelease> releases, CancellationToken cancellation)
    {
        var call = new ToolCall("rpm", "--eval", Sort)
        {
            Environment = new Dictionary<string, string>
            {
                [Variable] = string.Concat(releases.Distinct().Select(r => $"{r.Version} {r.Release}\n")),
            },
        };
        return [.. (await Tool.Output(call, cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).Select(words => new RpmRelease(words[0], words[1]))];
    }
}
