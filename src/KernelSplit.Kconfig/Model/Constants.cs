namespace KernelSplit.Kconfig.Model;

/// <summary>The symbols y, m and n of every tree.</summary>
internal sealed record Constants(Symbol No, Symbol Mod, Symbol Yes);
