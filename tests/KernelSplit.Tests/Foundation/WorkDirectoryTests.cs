using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public sealed class WorkDirectoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_is_a_new_and_empty_one_that_ends_with_its_work()
    {
        using (var one = WorkDirectory.Below(_directory.Path))
        using (var other = WorkDirectory.Below(_directory.Path))
        {
            one.Path.ShouldNotBe(other.Path);
            Directory.EnumerateFileSystemEntries(one.Path).ShouldBeEmpty();
            File.WriteAllText(Path.Combine(other.Path, "file"), "");
        }

        Directory.EnumerateFileSystemEntries(_directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_killed_process_left_is_deleted_and_what_is_worked_in_stays()
    {
        var left = Path.GetDirectoryName(_directory.Write("left/RPMS/old.rpm", ""))!;
        using var used = WorkDirectory.Below(_directory.Path);
        left = _directory.Write("left/RPMS/old.rpm", "");

        using var another = WorkDirectory.Below(_directory.Path);

        File.Exists(left).ShouldBeFalse();
        Directory.Exists(used.Path).ShouldBeTrue();
    }

    [Fact]
    public void What_a_process_left_stays_as_long_as_its_children_work_there()
    {
        var left = Directory.CreateDirectory(Path.Combine(_directory.Path, "left")).FullName;
        // flock passes its lock on to sleep, as we do to what we start.
        using var child = Shell.Start("flock", ["--no-fork", left, "sh", "-c", "echo locked; exec sleep 600"]);
        child.StandardOutput.ReadLine().ShouldBe("locked");

        using (WorkDirectory.Below(_directory.Path))
            Directory.Exists(left).ShouldBeTrue();

        child.Kill();
        child.WaitForExit();
        using (WorkDirectory.Below(_directory.Path))
            Directory.Exists(left).ShouldBeFalse();
    }
}
