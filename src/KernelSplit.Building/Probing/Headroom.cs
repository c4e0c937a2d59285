namespace KernelSplit.Building.Probing;

/// <summary>
/// Whether commands had enough resources: disk space, and no process killed for lack of memory. A compiler without
/// them fails, and then every probe of it answers "no".
/// </summary>
internal sealed class Headroom
{
    private readonly string[] _directories;
    private readonly bool _hadDisk;
    private readonly string? _killed;

    /// <summary>Checks before the first command; <see cref="WasSufficient"/> checks after the last one.</summary>
    public Headroom(IReadOnlyDictionary<string, string> variables, string directory)
    {
        var named = ((string[])["TMPDIR", "TMP", "TEMP"]).Select(name => variables.GetValueOrDefault(name, ""))
            .Where(path => path.Length > 0).DefaultIfEmpty("/tmp");
        _directories = [.. named.Append(".").Select(path => Path.Combine(directory, path)).Distinct()];
        _hadDisk = _directories.All(HasRoom);
        _killed = KilledForMemory();
    }

    public bool WasSufficient() => _hadDisk && _directories.All(HasRoom) && KilledForMemory() == _killed;

    private static bool HasRoom(string directory)
    {
        try
        {
            var path = Path.Combine(directory, $".kernelsplit-{Guid.NewGuid():N}");
            using var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            file.Write(new byte[4 << 20]);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? KilledForMemory() => File.Exists("/proc/vmstat")
        ? File.ReadLines("/proc/vmstat").FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
        : null;
}
