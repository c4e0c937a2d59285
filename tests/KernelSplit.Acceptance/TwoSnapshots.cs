using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>
/// Two releases of one series, with their snapshots and all that <c>kernelsplit diff</c> says of them.
/// </summary>
public sealed class TwoSnapshots : IDisposable
{
    private readonly TempDirectory _folder = new();

    public TwoSnapshots()
    {
        var (old, now) = DistributionKernels.LongAgoAndNow;
        (OldDeb, NewDeb) = (DistributionKernels.Deb(old), DistributionKernels.Deb(now));
        (OldTree, NewTree) = (KernelUnderTest.Of(old).Root, KernelUnderTest.Of(now).Root);
        Old = Take(OldDeb, "old.snapshot");
        New = Take(NewDeb, "new.snapshot");
        Ended = Shell.KernelSplit(
            Folder, "diff", Old, New, "-o", "json=diff.json", "-o", "md=diff.md", "-o", "junit=gates.xml");
        Ended.ExitCode.ShouldBe(0, Ended.Errors);
        Difference = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "diff.json"))).RootElement;
    }

    public string Folder => _folder.Path;

    public string OldDeb { get; }

    public string NewDeb { get; }

    /// <summary>A root with all that is in the package.</summary>
    public string OldTree { get; }

    /// <inheritdoc cref="OldTree"/>
    public string NewTree { get; }

    public string Old { get; }

    public string New { get; }

    internal Ended Ended { get; }

    public JsonElement Difference { get; }

    public void Dispose() => _folder.Dispose();

    internal string Take(string kernel, string name)
    {
        var ended = Shell.KernelSplit(Folder, "snapshot", kernel, "--force", "-o", name);
        ended.ExitCode.ShouldBeInRange(0, 1, ended.Errors);
        return Path.Combine(Folder, name);
    }
}
