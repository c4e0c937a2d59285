namespace KernelSplit.Conf;

/// <summary>conf's command line, read as getopt_long reads it.</summary>
internal sealed class ConfArguments
{
    // Indexed by mode.
    private static readonly string[] Names =
        Array.ConvertAll(Enum.GetNames<ConfMode>(), name => name.ToLowerInvariant());

    public ConfMode Mode { get; private set; } = ConfMode.OldAskConfig;

    /// <summary>The argument of <c>--defconfig</c> or <c>--savedefconfig</c>.</summary>
    public string? ConfigFile { get; private set; }

    public bool IsSilent { get; private set; }

    public bool WantsHelp { get; private set; }

    public string? KconfigFile { get; private set; }

    /// <summary>Errors, in getopt_long's words.</summary>
    public List<string> Problems { get; } = [];

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="onMode">Called for each mode as it is read.</param>
    public static ConfArguments Parse(IReadOnlyList<string> arguments, Action<ConfMode> onMode)
    {
        var parsed = new ConfArguments();
        for (var i = 0; i < arguments.Count && !parsed.WantsHelp; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                parsed.KconfigFile ??= arguments.ElementAtOrDefault(i + 1);
                break;
            }

            if (argument.StartsWith("--", StringComparison.Ordinal))
                parsed.ReadLong(argument[2..], arguments, ref i, onMode);
            else if (argument.Length > 1 && argument[0] == '-')
                parsed.ReadShort(argument[1..]);
            else
                parsed.KconfigFile ??= argument;
        }

        return parsed;
    }

    private void ReadShort(string characters)
    {
        foreach (var letter in characters)
        {
            IsSilent |= letter == 's';
            WantsHelp |= letter == 'h';
            if (letter is not ('s' or 'h'))
                Problems.Add($"invalid option -- '{letter}'");
        }
    }

    private void ReadLong(string argument, IReadOnlyList<string> arguments, ref int index, Action<ConfMode> onMode)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument : argument[..equals];
        if (name is "help" or "silent")
        {
            WantsHelp |= name == "help";
            IsSilent |= name == "silent";
            return;
        }

        var found = Array.FindAll(Names, known => known == name);
        if (found.Length == 0)
            found = Array.FindAll(Names, known => known.StartsWith(name, StringComparison.Ordinal));
        if (found.Length != 1)
        {
            Problems.Add($"unrecognized option '--{name}'");
            return;
        }

        var mode = (ConfMode)Array.IndexOf(Names, found[0]);
        if (mode is ConfMode.Defconfig or ConfMode.SaveDefconfig)
        {
            var value = equals >= 0 ? argument[(equals + 1)..] : arguments.ElementAtOrDefault(++index);
            if (value is null)
            {
                Problems.Add($"option '--{found[0]}' requires an argument");
                return;
            }

            ConfigFile = value;
        }

        Mode = mode;
        onMode(mode);
    }
}
