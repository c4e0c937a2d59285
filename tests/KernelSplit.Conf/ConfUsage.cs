namespace KernelSplit.Conf;

/// <summary>What <c>conf --help</c> prints.</summary>
internal static class ConfUsage
{
    public static string Text(string program) => $"""
        Usage: {program} [options] KCONFIG-FILE

        The options are those of the kernel's scripts/kconfig/conf.
          -h, --help            this text
          -s, --silent          say nothing about the file that is written
          --oldaskconfig        ask for everything (what is done when no option says otherwise)
          --oldconfig           ask for what .config doesn't have
          --syncconfig          the same, and write include/config and include/generated
          --olddefconfig        take the default of what .config doesn't have
          --listnewconfig       print what .config doesn't have
          --helpnewconfig       the same, with help texts
          --defconfig FILE      start from FILE
          --savedefconfig FILE  write what differs from the defaults to FILE
          --allnoconfig, --allyesconfig, --allmodconfig, --alldefconfig, --randconfig
                                one answer to everything: n, y, m, the default, any
          --yes2modconfig, --mod2yesconfig, --mod2noconfig
                                turn one answer into another

        """;
}
