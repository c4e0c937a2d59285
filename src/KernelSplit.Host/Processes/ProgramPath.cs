namespace KernelSplit.Host.Processes;

/// <summary>Finds programs as a shell does, and in the sbin folders that ordinary users' PATH may leave out.</summary>
public static class ProgramPath
{
    private static readonly string[] AdministratorFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    public static string? Find(string program)
    {
        if (program.Contains('/'))
            return File.Exists(program) ? program : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(AdministratorFolders)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
