namespace KernelSplit.Host.Processes;

/// <summary>
/// Finds programs as a shell does, and in the sbin directories that may be missing from an ordinary user's PATH.
/// </summary>
public static class ProgramPath
{
    private static readonly string[] SbinDirectories = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    public static string? Find(string program)
    {
        if (program.Contains('/'))
            return File.Exists(program) ? program : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(SbinDirectories)
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
    }
}
