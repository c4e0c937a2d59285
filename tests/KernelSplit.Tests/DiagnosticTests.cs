using KernelSplit.Diagnostics;

namespace KernelSplit.Tests;

public class DiagnosticTests
{
    [Fact]
    public void A_place_in_a_file_is_printed_as_compilers_do() =>
        Diagnostic.Error("map.yaml", "unknown key \"tp\"", "Did you mean \"to\"?", 3, 7).ToString()
            .ShouldBe("map.yaml:3:7: error: unknown key \"tp\". Did you mean \"to\"?");

    [Fact]
    public void A_remark_about_a_whole_file_has_no_line() =>
        Diagnostic.Warning("a.ko", "not an ELF file").ToString().ShouldBe("a.ko: warning: not an ELF file");
}
