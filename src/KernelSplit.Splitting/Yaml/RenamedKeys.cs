namespace KernelSplit.Splitting.Yaml;

/// <summary>What a kind of file calls differently now: the old key, and the new one that its error names.</summary>
internal static class RenamedKeys
{
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>kernelsplit.yaml.</summary>
    public static readonly IReadOnlyDictionary<string, string> Project = new Dictionary<string, string>
    {
        ["without"] = "waivers",
    };

    /// <summary>Values of <c>check:</c> in waivers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Checks = new Dictionary<string, string>
    {
        ["unclaimed"] = "unmatched",
    };

    public static string Message(string old, string now) => $"\"{old}\" is now called \"{now}\"";
}
