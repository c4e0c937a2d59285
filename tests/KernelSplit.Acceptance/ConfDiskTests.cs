namespace KernelSplit.Acceptance;

/// <summary>What <c>kernelsplit conf</c> leaves behind on disks that take no file.</summary>
[Trait("Part", "kconfig")]
public sealed class ConfDiskTests : IDisposable
{
    private const string Before = "CONFIG_A=y\n";

    private readonly TempDirectory _folder = new("kernelsplit-conf-");

    public void Dispose() => _folder.Dispose();

    [DebianTheory]
    [InlineData("rw", "", "No space left on device")]
    [InlineData("rw", "KCONFIG_OVERWRITECONFIG=1", "No space left on device")]
    [InlineData("ro", "", "Read-only file system")]
    public void The_config_stays_as_it_was_and_the_reason_is_said(string access, string variable, string reason)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "Kconfig"), $"config A\n bool \"a\"\nconfig S\n string\n default \"{new string('s', 900_000)}\"\n");
        var disk = Directory.CreateDirectory(Path.Combine(_folder.Path, "disk")).FullName;
        var script = $"""
            mount -t tmpfs -o size=1m tmpfs "$1"
            cd "$1"
            printf '{Before.TrimEnd()}\n' >.config
            head -c 700000 /dev/zero >full
            mount -o remount,size=1m,{access} "$1"
            status=0
            {variable} srctree=.. dotnet "$2" conf --olddefconfig Kconfig || status=$?
            ls -A
            cat .config
            exit $status
            """;

        var ended = Shell.Run("unshare", ["--mount", "sh", "-e", "-c", script, "sh", disk, Path.Combine(AppContext.BaseDirectory, "kernelsplit.dll")], _folder.Path);

        ended.ExitCode.ShouldBe(1, ended.Output + ended.Errors);
        ended.Errors.ShouldContain(reason);
        ended.Errors.ShouldContain("*** Error during writing of the configuration.\n");
        ended.Output.ShouldBe(".config\nfull\n" + Before);
    }
}
