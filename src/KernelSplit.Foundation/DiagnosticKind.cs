namespace KernelSplit.Foundation;

/// <summary>
/// What a <see cref="Diagnostic"/> is about: its stable id, and the name that <c>check:</c> of a waiver uses.
/// docs/diagnostics/ has a page for each.
/// </summary>
/// <param name="Id">Never used for anything else: <c>KS0506</c>.</param>
/// <param name="Name">Lower-case words with dashes: <c>budget</c>.</param>
/// <param name="CanBeWaived">Whether a map or a project can accept a finding of this kind.</param>
public sealed record DiagnosticKind(string Id, string Name, bool CanBeWaived = false)
{
    /// <summary>A file, an option or a value that can't be used.</summary>
    public static readonly DiagnosticKind Input = new("KS0001", "input");

    /// <summary>A mistake in a YAML file that a person writes.</summary>
    public static readonly DiagnosticKind Yaml = new("KS0101", "yaml");

    /// <summary>A key or word that was renamed.</summary>
    public static readonly DiagnosticKind Renamed = new("KS0102", "renamed");

    /// <summary>A rule of an imported map that can't be carried over as it is.</summary>
    public static readonly DiagnosticKind Imported = new("KS0103", "imported");

    /// <summary>A mistake in a tree's Kconfig files.</summary>
    public static readonly DiagnosticKind Kconfig = new("KS0201", "kconfig");

    /// <summary>A mistake in a tree's Makefiles.</summary>
    public static readonly DiagnosticKind Makefile = new("KS0202", "makefile");

    /// <summary>A line of a fragment or .config that isn't read as it looks.</summary>
    public static readonly DiagnosticKind ConfigLine = new("KS0203", "config-line");

    /// <summary>Two fragments that request different values.</summary>
    public static readonly DiagnosticKind Conflict = new("KS0204", "conflict");

    /// <summary>A requested value that is not in the final .config.</summary>
    public static readonly DiagnosticKind LostValue = new("KS0205", "lost-value");

    /// <summary>A list entry for a finding that isn't there.</summary>
    public static readonly DiagnosticKind NeedlessEntry = new("KS0206", "needless-entry");

    /// <summary>A module, or a file that describes modules, that can't be read.</summary>
    public static readonly DiagnosticKind Module = new("KS0301", "module");

    /// <summary>A module that needs a symbol or a module that nothing provides.</summary>
    public static readonly DiagnosticKind Dependency = new("KS0302", "dependency", CanBeWaived: true);

    /// <summary>Modules that need each other.</summary>
    public static readonly DiagnosticKind Cycle = new("KS0303", "cycle");

    /// <summary>A module without a signature among signed ones.</summary>
    public static readonly DiagnosticKind Signature = new("KS0304", "signature", CanBeWaived: true);

    /// <summary>A module that the kernel can't decompress.</summary>
    public static readonly DiagnosticKind Compression = new("KS0305", "compression", CanBeWaived: true);

    /// <summary>A soft or weak dependency in a package that may not be installed.</summary>
    public static readonly DiagnosticKind SoftDependency = new("KS0306", "soft-dependency", CanBeWaived: true);

    /// <summary>A module that another one in the search path hides.</summary>
    public static readonly DiagnosticKind Hidden = new("KS0307", "hidden");

    /// <summary>A listing of a machine's devices that can't be read, or only in part.</summary>
    public static readonly DiagnosticKind Listing = new("KS0308", "listing");

    /// <summary>A rule that no module matches, or a name in its list that no module has.</summary>
    public static readonly DiagnosticKind UnusedRule = new("KS0401", "unused-rule", CanBeWaived: true);

    /// <summary>A rule that never decides, since others match first.</summary>
    public static readonly DiagnosticKind Shadowed = new("KS0402", "shadowed", CanBeWaived: true);

    /// <summary>A pinned module that can't be where it is pinned.</summary>
    public static readonly DiagnosticKind Pin = new("KS0403", "pin");

    /// <summary>A module for which no place was found in as many tries as there may be.</summary>
    public static readonly DiagnosticKind NoPlace = new("KS0404", "no-place");

    /// <summary>A plan that isn't of this kernel.</summary>
    public static readonly DiagnosticKind Misfit = new("KS0501", "misfit");

    /// <summary>A module that needs another one, which may not be installed.</summary>
    public static readonly DiagnosticKind OutOfReach = new("KS0502", "out-of-reach");

    /// <summary>A device or module that a target requires and this kernel has no driver for.</summary>
    public static readonly DiagnosticKind Contract = new("KS0503", "contract", CanBeWaived: true);

    /// <summary>A device or module that a target requires, with a driver in a package that may not be
    /// installed.</summary>
    public static readonly DiagnosticKind Elsewhere = new("KS0504", "elsewhere");

    /// <summary>A device or module that a target requires, with a driver that can't be loaded.</summary>
    public static readonly DiagnosticKind NotLoadable = new("KS0505", "not-loadable");

    /// <summary>A package larger than its budget.</summary>
    public static readonly DiagnosticKind Budget = new("KS0506", "budget", CanBeWaived: true);

    /// <summary>A package that grew more than it may.</summary>
    public static readonly DiagnosticKind Growth = new("KS0507", "growth", CanBeWaived: true);

    /// <summary>A package full of what others share.</summary>
    public static readonly DiagnosticKind Shared = new("KS0508", "shared", CanBeWaived: true);

    /// <summary>A module that was in another package.</summary>
    public static readonly DiagnosticKind Move = new("KS0509", "move", CanBeWaived: true);

    /// <summary>A new module that no rule matches.</summary>
    public static readonly DiagnosticKind Unmatched = new("KS0510", "unmatched", CanBeWaived: true);

    /// <summary>A device that no package has a driver for any more.</summary>
    public static readonly DiagnosticKind Lost = new("KS0511", "lost", CanBeWaived: true);

    /// <summary>A module that the map, as it is now, places elsewhere.</summary>
    public static readonly DiagnosticKind Drift = new("KS0512", "drift");

    /// <summary>A waiver of nothing.</summary>
    public static readonly DiagnosticKind NeedlessWaiver = new("KS0513", "needless-waiver");

    /// <summary>A module, kernel image or .config that is not the one the plan was made of.</summary>
    public static readonly DiagnosticKind Changed = new("KS0514", "changed");

    /// <summary>A package, or a file that should be in it, that is missing.</summary>
    public static readonly DiagnosticKind Missing = new("KS0601", "missing");

    /// <summary>A file in a package where it doesn't belong.</summary>
    public static readonly DiagnosticKind Unexpected = new("KS0602", "unexpected");

    /// <summary>A file's owner, mode or type.</summary>
    public static readonly DiagnosticKind FileMode = new("KS0603", "file-mode");

    /// <summary>A directory that no package owns, or an empty one.</summary>
    public static readonly DiagnosticKind Directory = new("KS0604", "directory");

    /// <summary>A package's Requires, Provides, triggers or scriptlets that are not the plan's.</summary>
    public static readonly DiagnosticKind PackageHeader = new("KS0605", "package-header", CanBeWaived: true);

    /// <summary>What depmod says about packages that can be installed together.</summary>
    public static readonly DiagnosticKind Depmod = new("KS0606", "depmod");

    /// <summary>A device that a guest sees, or should see, and that no driver is bound to.</summary>
    public static readonly DiagnosticKind DeadDevice = new("KS0701", "dead-device", CanBeWaived: true);

    /// <summary>Something that a guest tried and that doesn't work.</summary>
    public static readonly DiagnosticKind GuestCheck = new("KS0702", "guest-check", CanBeWaived: true);

    /// <summary>An error in the log of a guest's kernel.</summary>
    public static readonly DiagnosticKind KernelLog = new("KS0703", "kernel-log", CanBeWaived: true);

    /// <summary>All, by id.</summary>
    public static IReadOnlyList<DiagnosticKind> All { get; } =
    [
        Input, Yaml, Renamed, Imported, Kconfig, Makefile, ConfigLine, Conflict, LostValue, NeedlessEntry, Module,
        Dependency, Cycle, Signature, Compression, SoftDependency, Hidden, Listing, UnusedRule, Shadowed, Pin, NoPlace,
        Misfit, OutOfReach, Contract, Elsewhere, NotLoadable, Budget, Growth, Shared, Move, Unmatched, Lost, Drift,
        NeedlessWaiver, Changed, Missing, Unexpected, FileMode, Directory, PackageHeader, Depmod,
        DeadDevice, GuestCheck, KernelLog,
    ];

    /// <summary>By id or name; null where there is none.</summary>
    public static DiagnosticKind? Find(string idOrName) =>
        All.FirstOrDefault(kind => kind.Id == idOrName || kind.Name == idOrName);
}
