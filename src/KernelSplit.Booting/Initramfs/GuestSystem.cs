using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Booting.Initramfs;

/// <summary>
/// The initramfs of a guest: busybox, a script, the modules of some packages and depmod's files for them; nothing else.
/// </summary>
/// <param name="Inputs">The kernel's files, as <see cref="ModuleTreeReader.Read"/> takes them.</param>
/// <param name="Tree">The kernel.</param>
/// <param name="Modules">Names of the modules that are installed.</param>
/// <param name="Busybox">The program, for the kernel's architecture.</param>
internal sealed record GuestSystem(
    IReadOnlyList<string> Inputs, ModuleTree Tree, IReadOnlySet<string> Modules, byte[] Busybox)
{
    // udhcpc calls it with what it got (busybox's examples/udhcp/simple.script).
    private const string DhcpScript = """
        #!/bin/sh
        case $1 in bound|renew) ip address add "$ip/${mask:-24}" dev "$interface" ;; esac

        """;

    /// <param name="to">Gets the archive.</param>
    /// <param name="settings">What the script reads: shell variables.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">A kernel's file is damaged.</exception>
    public void Write(Stream to, string settings, CancellationToken cancellation)
    {
        var archive = new CpioWriter(to);
        archive.File("init", Script(), isExecutable: true);
        archive.File("settings", Encoding.UTF8.GetBytes(settings));
        archive.File("bin/busybox", Busybox, isExecutable: true);
        archive.File("bin/dhcp", Encoding.UTF8.GetBytes(DhcpScript), isExecutable: true);
        archive.SymbolicLink("bin/sh", "busybox");
        // The kernel calls it for what it needs itself: a file system, a cipher, a protocol.
        archive.SymbolicLink("sbin/modprobe", "../bin/busybox");
        WriteModules(archive, cancellation);
        archive.End();
    }

    private void WriteModules(CpioWriter archive, CancellationToken cancellation)
    {
        var release = $"lib/modules/{Tree.Release}";
        var installed = Tree.Modules.Where(module => Modules.Contains(module.Name)).ToDictionary(
            module => module.Path, module => module with { Path = Uncompressed(module.Path) }, StringComparer.Ordinal);
        ModuleContents.ForEach(
            Inputs, installed.ContainsKey,
            (path, content) => archive.File($"{release}/{installed[path].Path}", content),
            cancellation);
        var tree = new ModuleTree(Tree.Release, installed.Values, Tree.BuiltIns, source: Tree.Source)
        {
            Order = Tree.Order,
            BuiltInOrder = Tree.BuiltInOrder,
        };
        foreach (var file in DepmodFiles.Of(tree))
            archive.File($"{release}/{file.Name}", file.ToBytes());
        // busybox's modprobe is content with what is built in by this list.
        archive.File($"{release}/modules.builtin", Encoding.UTF8.GetBytes(string.Concat(
            Tree.BuiltIns.Where(builtIn => builtIn.SourcePath is not null)
                .Select(builtIn => $"kernel/{builtIn.SourcePath}.ko\n"))));
    }

    private static string Uncompressed(string path)
    {
        const string Suffix = ".ko";
        return path[..(path.LastIndexOf(Suffix, StringComparison.Ordinal) + Suffix.Length)];
    }

    private static byte[] Script()
    {
        using var script = typeof(GuestSystem).Assembly.GetManifestResourceStream("init")!;
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        return bytes.ToArray();
    }
}
