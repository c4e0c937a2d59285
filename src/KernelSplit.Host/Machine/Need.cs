using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Host.Machine;

/// <summary>A program or file that must exist on the machine.</summary>
/// <param name="Name">A program, or the full path of a file.</param>
/// <param name="Purpose">What it is needed for: "to ...".</param>
/// <param name="Apt">The Debian package that contains it.</param>
/// <param name="Dnf">Fedora's.</param>
/// <param name="Zypper">openSUSE's.</param>
public sealed record Need(string Name, string Purpose, string Apt, string Dnf, string Zypper)
{
    [JsonIgnore]
    public bool IsMet => ProgramPath.Find(Name) is not null;

    /// <summary>What <c>kernelsplit run</c> needs to build for an architecture.</summary>
    public static IReadOnlyList<Need> ToBuild(Architecture architecture)
    {
        var cross = Cross.Prefix(architecture);
        var foreign = cross.TrimEnd('-');
        return
        [
            .. Always,
            .. cross.Length == 0
                ? Array.Empty<Need>()
                : [new Need($"{cross}gcc", "to compile for "
                    + $"{architecture.Name}", $"gcc-{foreign}", $"gcc-{foreign}", $"cross-{architecture.Name}-gcc14")],
        ];
    }

    /// <summary>What <c>kernelsplit package</c> needs to make RPMs of a prebuilt kernel.</summary>
    public static IReadOnlyList<Need> ToPackage { get; } =
    [
        new("tar", "to unpack the kernel", "tar", "tar", "tar"),
        new("depmod", "to check the packages' modules", "kmod", "kmod", "kmod"),
        new("rpmbuild", "to build the packages", "rpm", "rpm-build", "rpm-build"),
    ];

    /// <summary>What <c>kernelsplit package --format deb</c> needs.</summary>
    public static IReadOnlyList<Need> ToPackageDebs { get; } =
    [
        new("dpkg-deb", "to build the packages", "dpkg", "dpkg", "dpkg"),
        new("tar", "to check the packages' content", "tar", "tar", "tar"),
    ];

    /// <summary>What <c>kernelsplit package --repo</c> needs in addition.</summary>
    public static IReadOnlyList<Need> ToPublish { get; } =
    [
        new("createrepo_c", "to keep a repository of packages", "createrepo-c", "createrepo_c", "createrepo_c"),
    ];

    public static Need Ccache { get; } =
        new("ccache", "to keep compiled objects", "ccache", "ccache", "ccache");

    public static Need Distcc { get; } =
        new("distcc", "to compile on other machines", "distcc", "distcc", "distcc");

    public static Need Icecc { get; } =
        new("icecc", "to compile on other machines", "icecc", "icecream", "icecream");

    /// <summary>What <c>kernelsplit diff --delta</c> needs.</summary>
    public static IReadOnlyList<Need> ToMeasureDeltas { get; } =
        [new("zstd", "to measure what an update has to transfer", "zstd", "zstd", "zstd")];

    /// <summary>What <c>kernelsplit boot</c> needs.</summary>
    /// <param name="qemu">The program that emulates the kernel's architecture, or one that the user names.</param>
    /// <param name="isBusyboxOurs">Whether guests get this machine's busybox.</param>
    public static IReadOnlyList<Need> ToBoot(string qemu, bool isBusyboxOurs) =>
    [
        qemu.EndsWith("aarch64", StringComparison.Ordinal)
            ? new(qemu, "to boot guests", "qemu-system-arm", "qemu-system-aarch64", "qemu-arm")
            : new(qemu, "to boot guests", "qemu-system-x86", "qemu-system-x86", "qemu-x86"),
        .. isBusyboxOurs
            ? [new Need("/bin/busybox", "to run in guests", "busybox-static", "busybox", "busybox-static")]
            : Array.Empty<Need>(),
        new("mke2fs", "to make guests' disks", "e2fsprogs", "e2fsprogs", "e2fsprogs"),
        new("mkfs.xfs", "to make guests' disks", "xfsprogs", "xfsprogs", "xfsprogs"),
    ];

    /// <summary>What Kconfig asks for besides compilers: a kernel can be built without, but has less.</summary>
    public static IReadOnlyList<Need> ToConfigure { get; } =
    [
        new("pahole", "to make BTF", "pahole", "dwarves", "dwarves"),
    ];

    private static readonly Need[] Always =
    [
        new("gcc", "to compile the kernel", "gcc", "gcc", "gcc"),
        new("/usr/include/stdio.h", "to compile kbuild's own helpers", "libc6-dev", "glibc-devel", "glibc-devel"),
        new(
            "/usr/include/gelf.h", "to compile the kernel's objtool", "libelf-dev", "elfutils-libelf-devel",
            "libelf-devel"),
        new("ld", "to link the kernel", "binutils", "binutils", "binutils"),
        new("make", "to run kbuild", "make", "make", "make"),
        new("flex", "to build kbuild's parsers", "flex", "flex", "flex"),
        new("bison", "to build kbuild's parsers", "bison", "bison", "bison"),
        new("bc", "to compute the kernel's time constants", "bc", "bc", "bc"),
        new("perl", "to run kbuild's scripts", "perl", "perl-interpreter", "perl"),
        new("awk", "to run kbuild's scripts", "mawk", "gawk", "gawk"),
        new("cmp", "to run kbuild's scripts", "diffutils", "diffutils", "diffutils"),
        new("find", "to run kbuild's scripts", "findutils", "findutils", "findutils"),
        new("xz", "to compress modules", "xz-utils", "xz", "xz"),
        new("gzip", "to compress the kernel", "gzip", "gzip", "gzip"),
        .. ToPackage,
        new("rpm2cpio", "to check the packages' content", "rpm2cpio", "rpm", "rpm"),
        new("cpio", "to check the packages' content", "cpio", "cpio", "cpio"),
    ];
}
