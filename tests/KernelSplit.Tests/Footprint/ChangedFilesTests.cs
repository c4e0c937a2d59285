using KernelSplit.Footprint.Impact;
using KernelSplit.Foundation;

namespace KernelSplit.Tests.Footprint;

public sealed class ChangedFilesTests : IDisposable
{
    private readonly TempDirectory _source = new();

    public ChangedFilesTests()
    {
        _source.Write("drivers/net/igb.c", "");
        _source.Write("drivers/net/igb.h", "");
        _source.Write("a/odd.c", "");
    }

    [Theory]
    [InlineData("drivers/net/igb.c", "drivers/net/igb.c")]
    [InlineData("./drivers/net/igb.c", "drivers/net/igb.c")]
    [InlineData("a/drivers/net/igb.c", "drivers/net/igb.c")]
    [InlineData("b/drivers/net/gone.c", "drivers/net/gone.c")]
    [InlineData("linux-6.12/drivers/net/igb.c", "drivers/net/igb.c")]
    [InlineData("drivers/net/gone.c", "drivers/net/gone.c")]
    [InlineData("a/odd.c", "a/odd.c")]
    public void A_path_can_be_named_as_git_names_it(string named, string path) =>
        Read(named).Single().ShouldBe(new ChangedFile(path, "--touches"));

    [Fact]
    public void A_full_path_within_the_source_is_taken() =>
        Read(Path.Combine(_source.Path, "drivers/net/igb.c")).Single().Path.ShouldBe("drivers/net/igb.c");

    [Theory]
    [InlineData("/etc/no-such-file")]
    [InlineData("../igb.c")]
    public void A_path_elsewhere_is_refused(string named) =>
        Should.Throw<InvalidInputException>(() => Read(named)).Message
            .ShouldContain("no such file, and not a path in the kernel source");

    [Fact]
    public void A_list_has_a_path_a_line() =>
        Parse("\uFEFF# CVE-1\r\n  drivers/net/igb.c  # the fix\r\n\r\nb/drivers/net/igb.h\r\ndrivers/net/igb.c")
            .ShouldBe([new("drivers/net/igb.c", "fix:2"), new("drivers/net/igb.h", "fix:4")]);

    [Fact]
    public void All_lines_of_a_list_that_are_no_paths_are_named_at_once()
    {
        var message = Should.Throw<InvalidInputException>(() =>
            Parse("drivers/net/igb.c\nfixed in igb\n/etc/passwd\n")).Message;
        message.ShouldContain("fix:2: error KS0001: \"fixed in igb\" is not a path");
        message.ShouldContain("fix:3: error KS0001: /etc/passwd is not in the kernel source");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("@@ -0,0 +1 @@\n+x\n")]
    public void What_names_no_files_is_refused(string text) =>
        Should.Throw<InvalidInputException>(() => Parse(text)).Message
            .ShouldBe("fix: error KS0001: contains no files. Give a patch, or one path of the kernel source per line");

    [Fact]
    public void What_is_no_text_is_refused() =>
        Should.Throw<InvalidInputException>(() => Parse("\u001f\0")).Message
            .ShouldContain("binary data, not a patch or a list of files");

    [Fact]
    public void A_mail_of_git_names_its_files_whatever_is_said_around_them() => Parse("""
        From 1234 Mon Sep 17 00:00:00 2001
        Subject: [PATCH] igb: fix
        ---
         drivers/net/igb.c | 2 +-

        diff --git a/drivers/net/igb.c b/drivers/net/igb.c
        index 1..2 100644
        --- a/drivers/net/igb.c
        +++ b/drivers/net/igb.c
        @@ -1,3 +1,3 @@ static
         a
        --- a/not/a/file.c
        +++ b/not/a/file.c
         b
        --
        2.39.5
        """).ShouldBe([new("drivers/net/igb.c", "fix:9")]);

    [Fact]
    public void A_plain_diff_may_have_times_and_directories_of_any_name() =>
        Parse("--- linux.orig/drivers/net/igb.c\t2026-01-01 00:00:00\n+++ linux/drivers/net/igb.c\t2026-01-02\n@@ -1 "
            + "+1 @@\n-a\n+b\n")
            .ShouldBe([new("drivers/net/igb.c", "fix:2")]);

    [Fact]
    public void An_added_and_a_removed_file_need_not_be_in_the_source() =>
        Parse("--- /dev/null\n+++ b/drivers/net/new.c\n@@ -0,0 +1 @@\n+x\n--- a/drivers/net/old.c\n+++ /dev/null\n@@ "
            + "-1 +0,0 @@\n-x\n")
            .ShouldBe([new("drivers/net/new.c", "fix:2", true), new("drivers/net/old.c", "fix:6", true)]);

    [Theory]
    [InlineData("drivers/net/igb.c", "drivers/net/moved.c", "drivers/net/igb.c")]
    [InlineData("drivers/net/was.c", "drivers/net/igb.c", "drivers/net/igb.c")]
    [InlineData("drivers/net/was.c", "drivers/net/moved.c", "drivers/net/moved.c")]
    public void A_renamed_file_goes_by_the_name_that_the_source_has(string from, string to, string path) =>
        Parse($"diff --git a/{from} b/{to}\nsimilarity index 100%\nrename from {from}\nrename to {to}\n")
            .Single().Path.ShouldBe(path);

    [Theory]
    [InlineData("old mode 100644\nnew mode 100755\n", false)]
    [InlineData("index 1..2\nBinary files a/drivers/net/igb.c and b/drivers/net/igb.c differ\n", false)]
    [InlineData("new file mode 100644\nindex 0..e69\n", true)]
    [InlineData("deleted file mode 100644\nindex e69..0\n", true)]
    public void A_change_without_lines_counts(string lines, bool mayBeAbsent) =>
        Parse($"diff --git a/drivers/net/igb.c b/drivers/net/igb.c\n{lines}")
            .ShouldBe([new("drivers/net/igb.c", "fix:1", mayBeAbsent)]);

    [Fact]
    public void A_patch_that_ends_too_early_is_refused() =>
        Should.Throw<InvalidInputException>(() =>
            Parse("--- a/drivers/net/igb.c\n+++ b/drivers/net/igb.c\n@@ -1,9 +1,9 @@\n a\n-b\n"))
            .Message.ShouldBe(
                "fix:3: error KS0001: the patch is truncated or damaged in this hunk. Use the complete patch");

    [Fact]
    public void A_patch_of_something_else_is_refused_with_its_line() =>
        Should.Throw<InvalidInputException>(() => Parse("--- ../x/y.c\n+++ ../x/y.c\n@@ -1 +1 @@\n-a\n+b\n")).Message
            .ShouldContain("fix:2: error KS0001: ../x/y.c is not in the kernel source");

    public void Dispose() => _source.Dispose();

    private IReadOnlyList<ChangedFile> Read(string named) =>
        ChangedFiles.Read(named, new SourceNames(_source.Path), Stream.Null);

    private IReadOnlyList<ChangedFile> Parse(string text)
    {
        return ChangedFiles.Parse("fix", text, new SourceNames(_source.Path));
    }
}
