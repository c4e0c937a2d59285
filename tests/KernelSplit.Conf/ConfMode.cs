namespace KernelSplit.Conf;

/// <summary>conf's modes, named like its options.</summary>
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
