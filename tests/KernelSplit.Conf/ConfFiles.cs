using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;

namespace KernelSplit.Conf;

/// <summary>The files that conf reads and writes.</summary>
internal sealed class ConfFiles(KconfigHost host, Configuration configuration, Action<string> message)
{
    /// <summary>Why a file could not be written; null if all could.</summary>
    public string? Problem { get; private set; }

    public string ConfigName => host.Environment("KCONFIG_CONFIG") ?? ".config";

    /// <summary>Reads requested values from a file; false if there is no such file.</summary>
    public bool Read(string name)
    {
        if (host.ReadFile(name) is not { } text)
            return false;
        configuration.Load(text, name);
        return true;
    }

    /// <summary>Reads .config, or else the first of KCONFIG_DEFCONFIG_LIST.</summary>
    public bool ReadUsual()
    {
        if (Read(ConfigName))
            return true;
        configuration.IsChanged = true;
        if (configuration.Tree.DefconfigList is { } list)
            return ReadFirst(configuration.DefaultsOf(list));
        if (configuration.Tree.Dialect.HasOptions)
            return false;
        var names = host.Environment("KCONFIG_DEFCONFIG_LIST") ?? "";
        return ReadFirst(names.Split([.. " \t\n\v\f\r"], StringSplitOptions.RemoveEmptyEntries));
    }

    private bool ReadFirst(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!host.FileExists(name))
                continue;
            message($"using defaults found in {name}");
            return Read(name);
        }

        return false;
    }

    /// <summary>Writes .config; the previous one becomes .config.old. False on failure.</summary>
    public bool WriteConfig(string text)
    {
        var name = ConfigName;
        if (name.Length == 0)
        {
            host.Errors("config name is empty\n");
            return false;
        }

        var path = PathOf(name);
        if (Directory.Exists(path))
        {
            host.Errors($"{name}: Is a directory\n");
            return false;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WriteOrReplace(path, name, ByteText.BytesOf(text));
            configuration.IsChanged = false;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(e);
        }
    }

    /// <summary>Writes a file atomically; false on failure.</summary>
    public bool Write(string name, string text, bool createsDirectory = false)
    {
        try
        {
            var path = PathOf(name);
            if (createsDirectory)
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (IsReplaceable(path))
                Replace(path, ByteText.BytesOf(text));
            else
                Overwrite(path, ByteText.BytesOf(text));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(e);
        }
    }

    public string PathOf(string name) => Path.GetFullPath(Path.Combine(host.Directory, ByteText.ToUtf16(name)));

    /// <summary>Records why a file could not be written.</summary>
    public bool Failed(Exception e)
    {
        Problem = ByteText.FromUtf8(e.Message);
        return false;
    }

    /// <summary>Links are followed; devices and pipes are written directly.</summary>
    private static bool IsReplaceable(string path) =>
        !path.StartsWith("/dev/", StringComparison.Ordinal) && new FileInfo(path).LinkTarget is null;

    private static void Replace(string path, byte[] bytes, string? former = null)
    {
        var partial = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(partial, bytes);
            if (former is not null && File.Exists(path))
                File.Move(path, former, overwrite: true);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>If the disk is full, the previous content fits again.</summary>
    private static void Overwrite(string path, byte[] bytes)
    {
        var former = new FileInfo(path) is { Exists: true, Length: > 0 } ? File.ReadAllBytes(path) : null;
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (IOException) when (former is not null)
        {
            File.WriteAllBytes(path, former);
            throw;
        }
    }

    private void WriteOrReplace(string path, string name, byte[] bytes)
    {
        if (host.Environment("KCONFIG_OVERWRITECONFIG") is { Length: > 0 })
        {
            Overwrite(path, bytes);
        }
        else if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes) && bytes.Length > 0)
        {
            message($"No change to {name}");
            return;
        }
        else
        {
            Replace(path, bytes, former: $"{path}.old");
        }

        message($"configuration written to {name}");
    }
}
