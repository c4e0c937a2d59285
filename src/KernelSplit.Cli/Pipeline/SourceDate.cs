using System.Globalization;

namespace KernelSplit.Cli.Pipeline;

/// <summary>The same kernel gives the same packages: their time is the input's, or what reproducible-builds.org's standard says.</summary>
internal static class SourceDate
{
    /// <param name="inputs">Files and folders.</param>
    public static DateTimeOffset Of(IEnumerable<string> inputs) =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : inputs.Max(input => new DateTimeOffset(File.GetLastWriteTimeUtc(input), TimeSpan.Zero));
}
