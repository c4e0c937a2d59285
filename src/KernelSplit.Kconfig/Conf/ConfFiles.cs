using KernelSplit.Kconfig.Evaluation;

namespace KernelSplit.Kconfig.Conf;

/// <summary>The files that conf reads and writes.</summary>
internal sealed class ConfFiles(KconfigHost host, Configuration configuration, Action<string> message)
{
    public string ConfigName => host.Environment("KCONFIG_CONFIG") ?? ".config";

    /// <summary>Reads what is asked for from a file; false when there is no such file.</summary>
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
        var names = (host.Environment("KCONFIG_DEFCONFIG_LIST") ?? "").Split(" \t\n\v\f\r".ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
        return ReadFirst(names);
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

    /// <summary>Writes .config; what was there becomes .config.old. False when that can't be done.</summary>
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
            return false;
        }
    }

    /// <summary>Writes a file as a whole; false when that can't be done.</summary>
    public bool Write(string name, string text)
    {
        try
        {
            WriteWhole(PathOf(name), ByteText.BytesOf(text));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public string PathOf(string name) => Path.GetFullPath(Path.Combine(host.Directory, ByteText.ToUtf16(name)));

    /// <summary>Leaves no half of a file behind when the disk is full.</summary>
    private static void WriteWhole(string path, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }

    private void WriteOrReplace(string path, string name, byte[] bytes)
    {
        if (host.Environment("KCONFIG_OVERWRITECONFIG") is { Length: > 0 })
        {
            File.WriteAllBytes(path, bytes);
        }
        else if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes) && bytes.Length > 0)
        {
            message($"No change to {name}");
            return;
        }
        else
        {
            var partial = $"{path}.{Environment.ProcessId}.tmp";
            WriteWhole(partial, bytes);
            if (File.Exists(path))
                File.Move(path, $"{path}.old", overwrite: true);
            File.Move(partial, path);
        }

        message($"configuration written to {name}");
    }
}
