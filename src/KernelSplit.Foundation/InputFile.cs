using System.Text;

namespace KernelSplit.Foundation;

/// <summary>Files that a user names. They may be anything: a device, a pipe, a file without end.</summary>
public static class InputFile
{
    /// <summary>Far more than any plan, map or listing has.</summary>
    public const int Largest = 64 * 1024 * 1024;

    /// <summary>The whole text of a file.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it is too large.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string ReadText(string file)
    {
        using var from = Open(file);
        return ReadText(from, file);
    }

    /// <summary>The rest of a text.</summary>
    /// <param name="from">The text.</param>
    /// <param name="name">What mistakes call it.</param>
    /// <exception cref="InvalidInputException">It is too large.</exception>
    public static string ReadText(TextReader from, string name)
    {
        var text = new StringBuilder();
        var buffer = new char[64 * 1024];
        for (int count; (count = from.Read(buffer)) > 0;)
        {
            text.Append(buffer, 0, count);
            if (text.Length > Largest)
                throw new InvalidInputException(name, $"larger than {ByteSize.Format(Largest)}");
        }

        return text.ToString();
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return File.OpenText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(file, "no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(file))
        {
            throw new InvalidInputException(file, "is a directory");
        }
    }
}
