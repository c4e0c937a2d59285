namespace KernelSplit.Acceptance;

/// <summary>What our conf leaves behind on disks that take no file.</summary>
[Part(Part.Kconfig)]
public sealed class ConfDiskTests : IDisposable
{
    private const string Before = "CONFIG_A=y\n";

    private readonly TempDirectory _directory = new("kernelsplit-conf-");

    public void Dispose() => _directory.Dispose();

    [AptTheory]
    [InlineData("rw", "", "No space left on device")]
    [InlineData("rw", "KCONFIG_OVERWRITECONFIG=1", "No space left on device")]
    [InlineData("ro", "", "Read-only file system")]
    public void The_config_stays_as_it_was_and_the_reason_is_said(string access, string variable, string reason)
    {
        var text = new string('s', 900_000);
        _directory.Write("Kconfig", $"config A\n bool \"a\"\nconfig S\n string\n default \"{text}\"\n");
        var disk = Directory.CreateDirectory(Path.Combine(_directory.Path, "disk")).FullName;
        var script = $"""
            mount -t tmpfs -o size=1m tmpfs "$1"
            cd "$1"
            printf '{Before.TrimEnd()}\n' >.config
            head -c 700000 /dev/zero >full
            mount -o remount,size=1m,{access} "$1"
            status=0
            {variable} srctree=.. dotnet "$2" --olddefconfig Kconfig || status=$?
            ls -A
            cat .config
            exit $status
            """;

        var conf = Path.Combine(AppContext.BaseDirectory, "KernelSplit.Conf.dll");
        var ended = Shell.Run("unshare", ["--mount", "sh", "-e", "-c", script, "sh", disk, conf], _directory.Path);

        ended.ExitCode.ShouldBe(1, ended.Output + ended.Errors);
        ended.Errors.ShouldContain(reason);
        ended.Errors.ShouldContain("*** Error during writing of the configuration.\n");
        ended.Output.ShouldBe(".config\nfull\n" + Before);
    }
}
