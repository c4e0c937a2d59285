using System.Text.Json;
using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public class DiagnosticJsonTests
{
    [Fact]
    public void A_diagnostic_has_all_that_is_known() =>
        Write(Diagnostic.Error("map.yaml", "not there", "Add it", line: 7, column: 3)).ShouldBe(
            """{"id":"KS0001","check":"input","severity":"error","file":"map.yaml","line":7,"""
            + "\"column\":3,\"message\":\"not there\",\"hint\":\"Add it\"}");

    [Fact]
    public void What_is_not_known_is_left_out() =>
        Write(Diagnostic.Warning(DiagnosticKind.Input, "core", "over its budget"))
            .ShouldBe("""{"id":"KS0001","check":"input","severity":"warning","file":"core","message":"over its budget"}""");

    private static string Write(Diagnostic diagnostic) => JsonSerializer.Serialize(diagnostic);
}
