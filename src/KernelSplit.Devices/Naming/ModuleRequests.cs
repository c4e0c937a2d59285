namespace KernelSplit.Devices.Naming;

/// <summary>
/// Aliases that don't belong to devices: the kernel requests them (request_module), or user space does.
/// </summary>
internal static class ModuleRequests
{
    // A longer prefix comes before its own prefixes.
    private static readonly (string Prefix, string Text)[] Prefixes =
    [
        ("fs-", "file system"), ("crypto-", "crypto algorithm"), ("devname:", "device node /dev/"),
        ("char-major-", "character device"), ("block-major-", "block device"), ("rtnl-link-", "network link of type"),
        ("tcp-ulp-", "upper layer of TCP:"), ("tcp_", "TCP congestion control"), ("net-sch-", "packet scheduler"),
        ("net-cls-", "packet classifier"), ("net-act-", "packet action"), ("net-l2tp-type-", "L2TP of type"),
        ("netdev-", "network interface"), ("xfrm-type-", "IPsec of type"), ("xfrm-offload-", "IPsec offload of type"),
        ("can-proto-", "CAN protocol"), ("bt-proto-", "Bluetooth protocol"), ("rpc-auth-gss-", "RPC security"),
        ("rpc-auth-", "RPC authentication"), ("nfs-layouttype4-", "pNFS layout"), ("9p-", "9p over"),
        ("nls_", "character set"), ("tty-ldisc-", "line discipline"), ("ppp-compress-", "PPP compression"),
        ("md-level-", "RAID level"), ("md-", "RAID personality"), ("dm-", "device mapper target"),
        ("ledtrig:", "LED trigger"), ("ipt_", "netfilter extension (IPv4)"), ("ip6t_", "netfilter extension (IPv6)"),
        ("arpt_", "netfilter extension (ARP)"), ("ebt_", "netfilter extension (bridges)"),
        ("xt_", "netfilter extension"),
        ("nft-expr-", "nftables expression"), ("nft-obj-", "nftables object"), ("nft-chain-", "nftables chain"),
        ("nft-", "nftables"), ("nf-logger-", "netfilter logger"), ("nf_conntrack-", "connection tracking for family"),
        ("nfct-helper-", "connection tracking helper"), ("ip_conntrack_", "connection tracking helper"),
        ("ip_nat_", "NAT helper"), ("ip_set_", "IP set of type"), ("nfnetlink-subsys-", "nfnetlink subsystem"),
        ("ematch-kind-", "extended packet match"), ("ife-meta-", "IFE metadata"),
        ("vport-type-", "Open vSwitch port of type"),
        ("team-mode-", "team mode"), ("rdma-netlink-subsys-", "RDMA netlink subsystem"),
        ("rdma-client-", "RDMA client"),
        ("nvmet-transport-", "NVMe target over transport"), ("snd-card-", "sound card"), ("snd-", "sound"),
        ("sound-service-", "OSS sound service"), ("sound-slot-", "OSS sound card"),
        ("w1-family-", "1-Wire device of family"),
        ("cfi_cmdset_", "flash chips with command set"), ("zpool-", "compressed memory pool"), ("symbol:", "symbol"),
        ("cpufreq_", "CPU frequency governor"),
    ];

    // include/linux/socket.h
    private static readonly Dictionary<string, string> Families = NameTable.Of(
        ("1", "Unix sockets"), ("2", "IPv4"), ("3", "AX.25"), ("4", "IPX"), ("5", "AppleTalk"), ("6", "NET/ROM"),
        ("8", "ATM (permanent circuits)"), ("9", "X.25"), ("10", "IPv6"), ("11", "Rose"), ("15", "IPsec keys (PF_KEY)"),
        ("16", "netlink"), ("17", "raw packets"), ("20", "ATM (switched circuits)"), ("21", "RDS"), ("23", "IrDA"),
        ("24", "PPPoX"), ("26", "LLC"), ("27", "InfiniBand"), ("28", "MPLS"), ("29", "CAN"), ("30", "TIPC"),
        ("31", "Bluetooth"), ("32", "IUCV"), ("33", "RxRPC"), ("34", "mISDN"), ("35", "Phonet"),
        ("36", "IEEE 802.15.4"),
        ("37", "CAIF"), ("38", "kernel crypto API (AF_ALG)"), ("39", "NFC"), ("40", "vsock"), ("41", "KCM"),
        ("42", "Qualcomm IPC router"), ("43", "SMC"), ("44", "XDP"), ("45", "MCTP"));

    public static DeviceAlias? Describe(string alias)
    {
        if (alias.StartsWith("net-pf-", StringComparison.Ordinal))
            return Named(DescribeFamily(alias["net-pf-".Length..].Split('-')));
        if (alias.EndsWith("-iosched", StringComparison.Ordinal))
            return Named($"I/O scheduler {alias[..^"-iosched".Length]}");
        var (prefix, words) =
            Prefixes.FirstOrDefault(known => alias.StartsWith(known.Prefix, StringComparison.Ordinal));
        if (prefix is null || alias.Length == prefix.Length)
            return null;
        var what = alias[prefix.Length..];
        if (prefix.EndsWith("-major-", StringComparison.Ordinal))
            what = what.Replace("-", ":", StringComparison.Ordinal);
        return Named(words.EndsWith('/') ? words + what : $"{words} {what}");
    }

    /// <summary>N[-proto-N[-type-N]][-family-NAME]</summary>
    private static string DescribeFamily(string[] parts)
    {
        var family = Phrase.Join(" ", "protocol family", Families.GetValueOrDefault(parts[0], parts[0]));
        var rest = Phrase.Join(" ", parts.Skip(1)).Replace("proto ", "protocol ", StringComparison.Ordinal);
        return Phrase.Join(", ", family, rest);
    }

    private static DeviceAlias Named(string text) => new(null, "", text);
}
