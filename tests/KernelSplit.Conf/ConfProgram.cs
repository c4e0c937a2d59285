using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>
/// The kernel's scripts/kconfig/conf: the same options, environment, input, output and exit status, the same .config.
/// </summary>
/// <param name="host">The environment, the shell, and where standard output and error go.</param>
/// <param name="input">Standard input: the answers to questions.</param>
/// <param name="isTerminal">Whether the terminal echoes input.</param>
internal sealed class ConfProgram(KconfigHost host, Stream input, bool isTerminal = false)
{
    private const string Name = "conf";

    /// <summary>Where trees are kept for the next time; null for no cache.</summary>
    public string? Trees { get; init; }

    private GlibcRandom? _random;
    private bool _isSilent;
    private Func<int> _readByte = input.ReadByte;

    /// <summary>Runs conf.</summary>
    /// <param name="arguments">Its command line without the program's name.</param>
    /// <returns>The exit status.</returns>
    public int Run(IReadOnlyList<string> arguments) => Run(arguments, tree: null);

    /// <summary>Runs conf on Kconfig files that were already read, if any.</summary>
    public int Run(IReadOnlyList<string> arguments, KconfigTree? tree)
    {
        var parsed = ConfArguments.Parse(arguments, NoteMode);
        foreach (var problem in parsed.Problems)
            host.Errors($"{Name}: {problem}\n");
        if (parsed.WantsHelp)
        {
            host.Output(ConfUsage.Text(Name));
            return 1;
        }

        if (parsed.KconfigFile is null)
        {
            host.Errors($"{Name}: Kconfig file missing\n");
            host.Output(ConfUsage.Text(Name));
            return 1;
        }

        _isSilent |= parsed.IsSilent;
        if (parsed.Mode is ConfMode.OldAskConfig or ConfMode.OldConfig && !isTerminal)
            _readByte = new InputReadAhead(input).ReadByte;
        try
        {
            return Run(
                parsed, new Configuration(tree ?? KconfigTree.Read(parsed.KconfigFile, host, cacheDirectory: Trees)));
        }
        catch (InvalidInputException)
        {
            // Already reported.
            return 1;
        }
    }

    private void NoteMode(ConfMode mode)
    {
        if (mode == ConfMode.SyncConfig)
            _isSilent = true;
        if (mode == ConfMode.RandConfig)
            _random = RandomSeed.Start(host);
    }

    private void Print(string message)
    {
        if (!_isSilent)
            host.Output($"#\n# {message}\n#\n");
    }

    private int Run(ConfArguments arguments, Configuration configuration)
    {
        var files = new ConfFiles(host, configuration, Print);
        var dialect = configuration.Tree.Dialect;
        if (!Read(arguments, configuration, files))
            return 1;
        if (configuration.ReadWarningCount > 0 && IsStrict && !dialect.IgnoresWerror)
            return 1;
        var isSync = arguments.Mode == ConfMode.SyncConfig;
        var keepsConfig = isSync && host.Environment("KCONFIG_NOSILENTUPDATE") is { Length: > 0 };
        if (keepsConfig && configuration.IsChanged)
        {
            host.Errors("\n*** The configuration requires explicit update.\n\n");
            return 1;
        }

        if (!Update(arguments.Mode, configuration))
            return 1;
        if (configuration.UnmetDependencyCount > 0 && IsStrict && !dialect.IgnoresWerrorForUnmetDependencies)
            return 1;
        return arguments.Mode switch
        {
            ConfMode.SaveDefconfig => SaveDefconfig(arguments.ConfigFile!, configuration, files),
            ConfMode.ListNewConfig or ConfMode.HelpNewConfig => 0,
            _ => Write(isSync, keepsConfig, configuration, files),
        };
    }

    private bool IsStrict => host.Environment("KCONFIG_WERROR") is not null;

    private bool Read(ConfArguments arguments, Configuration configuration, ConfFiles files)
    {
        switch (arguments.Mode)
        {
            case ConfMode.Defconfig:
                configuration.IsChanged = false;
                if (files.Read(arguments.ConfigFile!))
                {
                    configuration.CalculateAll();
                    return true;
                }

                configuration.Calculate(configuration.Tree.Modules);
                host.Errors($"***\n*** Can't find default configuration \"{arguments.ConfigFile}\"!\n***\n");
                return false;
            case ConfMode.AllNoConfig:
            case ConfMode.AllYesConfig:
            case ConfMode.AllModConfig:
            case ConfMode.AllDefConfig:
            case ConfMode.RandConfig:
                return ReadSeed(arguments.Mode, files);
            default:
                configuration.IsChanged = false;
                if (files.ReadUsual())
                    configuration.CalculateAll();
                else
                    configuration.Calculate(configuration.Tree.Modules);
                return true;
        }
    }

    private bool ReadSeed(ConfMode mode, ConfFiles files)
    {
        if (host.Environment("KCONFIG_ALLCONFIG") is not { } seed)
            return true;
        if (seed is not ("" or "1"))
        {
            if (files.Read(seed))
                return true;
            host.Errors($"*** Can't read seed configuration \"{seed}\"!\n");
            return false;
        }

        var name = mode == ConfMode.RandConfig
            ? "allrandom.config"
            : mode.ToString().ToLowerInvariant().Replace("config", ".config", StringComparison.Ordinal);
        if (files.Read(name) || files.Read("all.config"))
            return true;
        host.Errors($"*** KCONFIG_ALLCONFIG set, but no \"{name}\" or \"all.config\" file found\n");
        return false;
    }

    private bool Update(ConfMode mode, Configuration configuration)
    {
        switch (mode)
        {
            case ConfMode.AllNoConfig:
                return Answer(configuration, Tristate.No);
            case ConfMode.AllYesConfig:
                return Answer(configuration, Tristate.Yes);
            case ConfMode.AllModConfig:
                return Answer(configuration, Tristate.Mod);
            case ConfMode.AllDefConfig or ConfMode.Defconfig:
                return Answer(configuration, null);
            case ConfMode.RandConfig:
                return AnswerAtRandom(configuration);
            case ConfMode.Yes2ModConfig:
                return Rewrite(configuration, Tristate.Yes, Tristate.Mod);
            case ConfMode.Mod2YesConfig:
                return Rewrite(configuration, Tristate.Mod, Tristate.Yes);
            case ConfMode.Mod2NoConfig:
                return Rewrite(configuration, Tristate.Mod, Tristate.No);
            case ConfMode.OldAskConfig or ConfMode.OldConfig or ConfMode.SyncConfig:
            case ConfMode.ListNewConfig or ConfMode.HelpNewConfig:
                return new Questions(configuration, mode, new InputLines(_readByte, host, isTerminal)).Ask();
            default:
                return true;
        }
    }

    private static bool Answer(Configuration configuration, Tristate? answer)
    {
        new NewSymbols(configuration, answer).Answer();
        return true;
    }

    private bool AnswerAtRandom(Configuration configuration)
    {
        if (Probabilities.Parse(host.Environment("KCONFIG_PROBABILITY")) is not { } probabilities)
        {
            host.Errors("KCONFIG_PROBABILITY: Numerical result out of range\n");
            return false;
        }

        new RandomSymbols(configuration, _random!, probabilities).Answer();
        return true;
    }

    /// <summary>Replaces one requested value of tristates by another.</summary>
    private static bool Rewrite(Configuration configuration, Tristate from, Tristate to)
    {
        foreach (var symbol in configuration.Tree.InTableOrder)
        {
            ref var state = ref configuration.State(symbol);
            if (configuration.TypeOf(symbol) == SymbolType.Tristate && state.Requested == from)
                state.Requested = to;
        }

        configuration.Invalidate();
        return true;
    }

    private int SaveDefconfig(string name, Configuration configuration, ConfFiles files)
    {
        if (files.Write(name, new DefconfigWriter(configuration).Write()))
            return 0;
        PrintReason(files);
        host.Errors($"n*** Error while saving defconfig to: {name}\n\n");
        return 1;
    }

    private int Write(bool isSync, bool keepsConfig, Configuration configuration, ConfFiles files)
    {
        if (!keepsConfig && !files.WriteConfig(new ConfigWriter(configuration).Write()))
        {
            PrintReason(files);
            host.Errors("\n*** Error during writing of the configuration.\n\n");
            return 1;
        }

        if (new AutoconfFiles(configuration, files).Write(overwrite: isSync) || !isSync)
            return 0;
        PrintReason(files);
        host.Errors("\n*** Error during sync of the configuration.\n\n");
        return 1;
    }

    /// <summary>The kernel's conf doesn't print the reason.</summary>
    private void PrintReason(ConfFiles files)
    {
        if (files.Problem is { } problem)
            host.Errors($"{Name}: {problem}\n");
    }
}
