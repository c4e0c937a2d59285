using System.Text.RegularExpressions;

namespace KernelSplit.Devices.Listings;

/// <summary>What mail, Markdown and logs put before the lines of a listing.</summary>
internal static partial class LinePrefix
{
    public static string Without(string line)
    {
        line = Quote().Replace(line, "");
        return Time().Replace(line, "");
    }

    /// <summary>Whether it is a line of the kernel's log, most of which are about other things.</summary>
    public static bool IsOfLog(string line) => Log().IsMatch(line);

    /// <summary><c>&gt; &gt; 00:03.0 ...</c></summary>
    [GeneratedRegex("^[ \t]*(> ?)+")]
    private static partial Regex Quote();

    /// <summary>
    /// <c>[   12.345678] </c>, <c>2026-01-31T10:00:00+00:00 </c>, <c>Jan 31 10:00:00 host kernel: </c>
    /// </summary>
    [GeneratedRegex(
        @"^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^ ]+ [^ ]+: ?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([.,]\d+)?"
        + @"(Z|[+-]\d\d:?\d\d)? ([^ ]+ kernel: )?)?(\[ *\d+\.\d{6}\] )?")]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^ ]+ kernel: |\d{4}-\d\d-\d\dT[^ ]+ [^ ]+ kernel: "
        + @"|\[ *\d+\.\d{6}\] )")]
    private static partial Regex Log();
}
