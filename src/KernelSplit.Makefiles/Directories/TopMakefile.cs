using KernelSplit.Foundation;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Directories;

/// <summary>The top Makefile: what it exports, and where kernels before 6.1 list their directories.</summary>
internal sealed class TopMakefile
{
    // Linux 5.10 to 6.0 list directories in these; their Kbuild at the top has no obj-y.
    private static readonly string[] Groups = ["init", "core", "drivers", "net", "libs", "virt"];

    // Variables that kbuild clears with := before it reads a directory's Makefile, so that += expands immediately.
    private static readonly string[] Lists =
    [
        "obj-y", "obj-m", "lib-y", "lib-m", "always", "always-y", "always-m", "targets", "subdir-y", "subdir-m",
        "EXTRA_AFLAGS", "EXTRA_CFLAGS", "EXTRA_CPPFLAGS", "EXTRA_LDFLAGS", "asflags-y", "ccflags-y", "rustflags-y",
        "cppflags-y", "ldflags-y", "subdir-asflags-y", "subdir-ccflags-y",
    ];

    private static readonly string[] VersionNumbers = ["VERSION", "PATCHLEVEL", "SUBLEVEL"];

    private readonly MakeRun _run;

    public TopMakefile(string source, string architecture)
    {
        var scope = new Scope(null);
        scope.Set("ARCH", architecture, isFixed: true);
        scope.Set("SRCARCH", SourceArchitecture(architecture));
        // As in the sub-make that the first make starts, without targets, in the source tree itself.
        scope.Set("sub_make_done", "1", isFixed: true);
        scope.Set("MAKEFLAGS", "--no-print-directory", isFixed: true);
        scope.Set("MAKECMDGOALS", "", isFixed: true);
        scope.Set("KBUILD_EXTMOD", "", isFixed: true);
        foreach (var here in new[] { "CURDIR", "srctree", "objtree", "abs_srctree", "abs_objtree" })
            scope.Set(here, ".", isFixed: true);
        scope.Exported.UnionWith(["ARCH", "SRCARCH", "srctree", "objtree"]);

        _run = new MakeRun(source, scope);
        _run.ReadFile("Makefile", null);
        Kbuild = scope.ForChildren();
        // kbuild reads these before every directory's Makefile.
        var helpers = new MakeRun(source, Kbuild);
        helpers.ReadFile("scripts/Kbuild.include", null);
        helpers.ReadFile("scripts/Makefile.compiler", null);
        foreach (var list in Lists)
            Kbuild.Set(list, "");
    }

    /// <summary>The initial variables of every directory's Makefile.</summary>
    public Scope Kbuild { get; }

    /// <summary><c>VERSION.PATCHLEVEL.SUBLEVEL</c>, if all three are set.</summary>
    public string? Version
    {
        get
        {
            var site = new Site(new SourceLine("Makefile", 0), null);
            var numbers = VersionNumbers.Select(name => _run.Expander.Lookup(name, site)).ToList();
            return numbers.TrueForAll(words => words is [{ Text: not null }]) ? string
                .Join('.', numbers.Select(words => words[0].Text)) : null;
        }
    }

    public IReadOnlyList<Diagnostic> Diagnostics => _run.Diagnostics;

    public DirectoryContent Directories()
    {
        var lists = new ObjectLists();
        var site = new Site(new SourceLine("Makefile", 0), null);
        foreach (var group in Groups)
        {
            lists.Add(_run.Expander.Lookup($"{group}-y", site), isModule: false);
            lists.Add(_run.Expander.Lookup($"{group}-m", site), isModule: true);
        }

        return new DirectoryContent("")
        {
            Directories =
            [
                .. from text in lists.Texts
                   where text.EndsWith('/')
                   let path = SourcePath.Normalize(text)
                   where path is not null
                   select new ListedObject(path, lists.LinesOf(text), []),
            ],
        };
    }

    /// <summary>The directory under arch/ that the top Makefile uses.</summary>
    public static string SourceArchitecture(string architecture) => architecture switch
    {
        "i386" or "x86_64" => "x86",
        "sparc32" or "sparc64" => "sparc",
        "parisc64" => "parisc",
        "sh64" => "sh",
        _ => architecture,
    };
}
