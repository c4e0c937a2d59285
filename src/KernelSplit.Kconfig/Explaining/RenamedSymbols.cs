namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// Symbols that people's fragments still have, under the names that kernels have given them since. Found by comparing
/// the Kconfig files of releases; <c>git log -S 'config OLD' -- '*Kconfig*'</c> in the kernel's repository
/// (https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git) names the commit.
/// </summary>
internal static class RenamedSymbols
{
    // v6.9: "x86/bugs: Rename CONFIG_X => CONFIG_MITIGATION_X", a commit for each.
    private static readonly Dictionary<string, Renaming> Mitigations = new(StringComparer.Ordinal)
    {
        ["CALL_DEPTH_TRACKING"] = new("MITIGATION_CALL_DEPTH_TRACKING", "6.9"),
        ["CPU_IBPB_ENTRY"] = new("MITIGATION_IBPB_ENTRY", "6.9"),
        ["CPU_IBRS_ENTRY"] = new("MITIGATION_IBRS_ENTRY", "6.9"),
        ["CPU_SRSO"] = new("MITIGATION_SRSO", "6.9"),
        ["CPU_UNRET_ENTRY"] = new("MITIGATION_UNRET_ENTRY", "6.9"),
        ["PAGE_TABLE_ISOLATION"] = new("MITIGATION_PAGE_TABLE_ISOLATION", "6.9"),
        ["RETHUNK"] = new("MITIGATION_RETHUNK", "6.9"),
        ["RETPOLINE"] = new("MITIGATION_RETPOLINE", "6.9"),
        ["SLS"] = new("MITIGATION_SLS", "6.9"),
        ["SPECULATION_MITIGATIONS"] = new("CPU_MITIGATIONS", "6.9"),
    };

    private static readonly Dictionary<string, Renaming> Others = new(StringComparer.Ordinal)
    {
        // Renamed.
        ["CC_STACKPROTECTOR"] = new("STACKPROTECTOR", "4.18"),
        ["CC_STACKPROTECTOR_STRONG"] = new("STACKPROTECTOR_STRONG", "4.18"),
        ["CGROUP_MEM_RES_CTLR"] = new("MEMCG", "3.6"),
        ["DEBUG_RODATA"] = new("STRICT_KERNEL_RWX", "4.11"),
        ["DEBUG_SET_MODULE_RONX"] = new("STRICT_MODULE_RWX", "4.11"),
        ["NETPRIO_CGROUP"] = new("CGROUP_NET_PRIO", "3.14"),
        ["ORC_UNWINDER"] = new("UNWINDER_ORC", "4.15"),
        ["FRAME_POINTER_UNWINDER"] = new("UNWINDER_FRAME_POINTER", "4.15"),
        ["GUESS_UNWINDER"] = new("UNWINDER_GUESS", "4.15"),
        ["PARAVIRT_GUEST"] = new("HYPERVISOR_GUEST", "3.10"),
        ["PREEMPT_RT_FULL"] = new("PREEMPT_RT", "5.3"),
        ["THUNDERBOLT"] = new("USB4", "5.6"),
        ["THUNDERBOLT_NET"] = new("USB4_NET", "5.6"),
        ["X86_SYSFB"] = new("SYSFB_SIMPLEFB", "5.15"),
        ["X86_X32"] = new("X86_X32_ABI", "5.18"),

        // Absorbed: the other symbol does it as well.
        ["CIFS_ACL"] = new("CIFS", "4.20", IsAbsorbed: true),
        ["CIFS_SMB2"] = new("CIFS", "4.13", IsAbsorbed: true),
        ["EXT4_ENCRYPTION"] = new("FS_ENCRYPTION", "5.1", IsAbsorbed: true),
        ["F2FS_FS_ENCRYPTION"] = new("FS_ENCRYPTION", "5.1", IsAbsorbed: true),
        ["INET_XFRM_MODE_TRANSPORT"] = new("XFRM", "5.2", IsAbsorbed: true),
        ["INET_XFRM_MODE_TUNNEL"] = new("XFRM", "5.2", IsAbsorbed: true),
        ["INET6_XFRM_MODE_TRANSPORT"] = new("XFRM", "5.2", IsAbsorbed: true),
        ["INET6_XFRM_MODE_TUNNEL"] = new("XFRM", "5.2", IsAbsorbed: true),
        ["MEMCG_KMEM"] = new("MEMCG", "6.11", IsAbsorbed: true),
        ["MEMCG_SWAP"] = new("MEMCG", "6.1", IsAbsorbed: true),
        ["MICROCODE_AMD"] = new("MICROCODE", "6.6", IsAbsorbed: true),
        ["MICROCODE_INTEL"] = new("MICROCODE", "6.6", IsAbsorbed: true),
        ["NF_CONNTRACK_IPV4"] = new("NF_CONNTRACK", "4.19", IsAbsorbed: true),
        ["NF_CONNTRACK_IPV6"] = new("NF_CONNTRACK", "4.19", IsAbsorbed: true),
        ["NF_NAT_IPV4"] = new("NF_NAT", "5.1", IsAbsorbed: true),
        ["NF_NAT_IPV6"] = new("NF_NAT", "5.1", IsAbsorbed: true),
        ["NFT_CHAIN_NAT_IPV4"] = new("NFT_NAT", "5.1", IsAbsorbed: true),
        ["NFT_CHAIN_NAT_IPV6"] = new("NFT_NAT", "5.1", IsAbsorbed: true),
        ["NFT_COUNTER"] = new("NF_TABLES", "5.17", IsAbsorbed: true),
        ["NFT_OBJREF"] = new("NF_TABLES", "6.2", IsAbsorbed: true),
        ["PCI_MSI_IRQ_DOMAIN"] = new("PCI_MSI", "6.2", IsAbsorbed: true),
    };

    /// <summary>
    /// What became of a symbol that a kernel doesn't define; null if that isn't known, or not true of this kernel.
    /// </summary>
    public static Renaming? Of(string name, KconfigTree tree) =>
        (Mitigations.GetValueOrDefault(name) ?? Others.GetValueOrDefault(name)) is { } renaming
        && tree.Find(renaming.Successor) is { Definitions.Count: > 0 } ? renaming : null;
}

/// <summary>What became of a symbol.</summary>
/// <param name="Successor">The symbol that has its function.</param>
/// <param name="Since">The first kernel without the old name.</param>
/// <param name="IsAbsorbed">Whether it was a part of the successor, which now is always there.</param>
internal sealed record Renaming(string Successor, string Since, bool IsAbsorbed = false)
{
    public override string ToString() => IsAbsorbed
        ? $"part of {Successor} since Linux {Since}"
        : $"called {Successor} since Linux {Since}";
}
