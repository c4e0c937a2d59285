using System.Diagnostics;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public sealed class OddFilesTests : IDisposable
{
    private readonly ModuleDirectory _directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());

    [Fact]
    public async Task A_FIFO_named_like_a_module_is_an_error_and_does_not_block()
    {
        MakeFifo(Path.Combine(_directory.ReleasePath, "kernel/fifo.ko"));

        var tree = await Task.Run(_directory.Read).WaitAsync(Effort.Patience);

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("a");
        tree.Diagnostics.ShouldHaveSingleItem().File.ShouldEndWith("fifo.ko");
    }

    [Fact]
    public async Task A_FIFO_is_not_an_archive()
    {
        var fifo = Path.Combine(_directory.Path, "kernel.rpm");
        MakeFifo(fifo);

        var reading = Task.Run(() => ModuleTreeReader.Read([fifo])).WaitAsync(Effort.Patience);

        (await Should.ThrowAsync<InvalidInputException>(reading)).Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void A_directory_named_like_a_module_is_entered()
    {
        _directory.Add("kernel/d.ko/b.ko", new ElfModule());
        _directory.Read().Modules.Select(module => module.Path).ShouldBe(["kernel/a.ko", "kernel/d.ko/b.ko"]);
    }

    [Fact]
    public void An_empty_module_is_an_error()
    {
        _directory.Add("kernel/empty.ko.xz", []);
        _directory.Read().Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    public void Dispose() => _directory.Dispose();

    private static void MakeFifo(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
