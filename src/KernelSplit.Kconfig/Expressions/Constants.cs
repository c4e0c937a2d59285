using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Expressions;

/// <summary>The symbols y, m and n, which every tree has.</summary>
internal sealed record Constants(Symbol No, Symbol Mod, Symbol Yes);
