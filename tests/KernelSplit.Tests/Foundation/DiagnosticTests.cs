using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public class DiagnosticTests
{
    [Fact]
    public void A_position_in_a_file_is_printed_as_compilers_do() =>
        Diagnostic.Error("map.yaml", "unknown key \"tp\"", "Did you mean \"to\"?", 3, 7).ToString()
            .ShouldBe("map.yaml:3:7: error KS0001: unknown key \"tp\". Did you mean \"to\"?");

    [Fact]
    public void A_diagnostic_about_a_whole_file_has_no_line() =>
        Diagnostic.Warning(DiagnosticKind.Input, "a.ko", "not an ELF file").ToString().ShouldBe(
            "a.ko: warning KS0001: not an ELF file");

    [Theory]
    [InlineData("a\nb.ko", "a\\nb.ko")]
    [InlineData("a\r\tb.ko", "a\\r\\tb.ko")]
    [InlineData("\u001b[31mred.ko", "\\x1b[31mred.ko")]
    [InlineData("\u009b31m.ko", "\\x9b31m.ko")]
    [InlineData("ok.\u202eex.ko", "ok.\\u202eex.ko")]
    [InlineData("a\u2028b.ko", "a\\u2028b.ko")]
    public void Terminal_control_characters_are_escaped(string file, string shown) =>
        Diagnostic.Error(file, $"not {file}", $"No {file}").ToString().ShouldBe(
            $"{shown}: error KS0001: not {shown}. No {shown}");

    [Fact]
    public void Characters_and_spaces_of_all_languages_are_unchanged() =>
        Diagnostic.Error("Ünï cödé/模块.ko", "empty").ToString().ShouldBe("Ünï cödé/模块.ko: error KS0001: empty");
}
