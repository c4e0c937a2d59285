namespace KernelSplit.Modules.Archives;

/// <summary>Tags of an RPM header (rpm's docs/manual/tags.md).</summary>
internal static class RpmTag
{
    public const int Name = 1000;
    public const int BuildTime = 1006;
    public const int Size = 1009;
    public const int Architecture = 1022;
    public const int FileSizes = 1028;
    public const int FileModes = 1030;
    public const int FileDevices = 1095;
    public const int FileInodes = 1096;
    public const int DirectoryIndexes = 1116;
    public const int BaseNames = 1117;
    public const int DirectoryNames = 1118;
    public const int PayloadCompressor = 1125;
    public const int LongFileSizes = 5008;
    public const int LongSize = 5009;
}
