using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>When a package was built. Unlike the time of its file, a copy or a download doesn't change it.</summary>
public static class BuildTime
{
    /// <param name="input">As <see cref="ModuleTreeReader.Read"/> takes it.</param>
    /// <returns>Null for anything but an RPM or a Debian package.</returns>
    /// <exception cref="InvalidInputException">The package is damaged.</exception>
    public static DateTimeOffset? Of(string input)
    {
        try
        {
            return Seconds(input) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new InvalidInputException(input, e.Message);
        }
    }

    private static long? Seconds(string input)
    {
        if (ArchiveFiles.IsRpm(input))
        {
            using var rpm = File.OpenRead(input);
            return RpmArchive.ReadHeader(rpm).Numbers(RpmTag.BuildTime) is [var time, ..] ? (long)time : null;
        }

        if (!ArchiveFiles.IsDeb(input))
            return null;
        using var deb = File.OpenRead(input);
        return ArArchive.ReadTime(deb);
    }
}
