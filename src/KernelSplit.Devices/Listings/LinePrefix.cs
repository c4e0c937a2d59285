using System.Text.RegularExpressions;

namespace KernelSplit.Devices.Listings;

/// <summary>What mail, Markdown and logs put before the lines of a listing.</summary>
internal static partial class LinePrefix
{
    public static string Without(string line)
    {
        line = Quote().Replace(line, "");
        line = Bullet().Replace(line, "");
        return Time().Replace(line, "");
    }

    /// <summary>Whether it is a line of the kernel's log, most of which are about other things.</summary>
    public static bool IsOfLog(string line) => Log().IsMatch(line);

    /// <summary>Whether it belongs to no listing: a fence of Markdown, or a shell's prompt with the command.</summary>
    public static bool IsFrame(string line) => Frame().IsMatch(line);

    /// <summary><c>&gt; &gt; 00:03.0 ...</c></summary>
    [GeneratedRegex("^[ \t]*(> ?)+")]
    private static partial Regex Quote();

    /// <summary><c>* 00:03.0 ...</c>, an item of a list.</summary>
    [GeneratedRegex(@"^[ \t]*[-*\u2022] (?=[0-9a-f]{2,8}:|Bus \d)")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*(```\w*|~~~\w*|.{0,60}[$#>%] ?(sudo )?(/\S*/)?(lspci|lsusb|usb-devices|dmesg|cat)\b.*)$")]
    private static partial Regex Frame();

    /// <summary>
    /// <c>[   12.345678] </c>, <c>[2026-01-31 10:00:00] </c>, <c>[10:00:00] </c>, <c>2026-01-31T10:00:00+00:00 </c>,
    /// <c>Jan 31 10:00:00 host kernel: </c>
    /// </summary>
    [GeneratedRegex(
        @"^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^ ]+ [^ ]+: ?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([.,]\d+)?"
        + @"(Z|[+-]\d\d:?\d\d)? ([^ ]+ kernel: )?"
        + @"|\[(\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:?\d\d)?\] )?(\[ *\d+\.\d{6}\] )?")]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^ ]+ kernel: |\d{4}-\d\d-\d\dT[^ ]+ [^ ]+ kernel: "
        + @"|\[ *\d+\.\d{6}\] )")]
    private static partial Regex Log();
}
