namespace KernelSplit.Conf;

/// <summary>What conf is asked to do; the names are those of its options.</summary>
internal enum ConfMode : byte
{
    OldAskConfig,
    SyncConfig,
    OldConfig,
    AllNoConfig,
    AllYesConfig,
    AllModConfig,
    AllDefConfig,
    RandConfig,
    Defconfig,
    SaveDefconfig,
    ListNewConfig,
    HelpNewConfig,
    OldDefConfig,
    Yes2ModConfig,
    Mod2YesConfig,
    Mod2NoConfig,
}
