namespace KernelSplit.Tests.Cli;

public sealed class StandardInputTests
{
    [Theory]
    [InlineData("which -")]
    [InlineData("diff - other.snapshot")]
    [InlineData("map import -")]
    public void A_closed_one_is_named_instead_of_being_waited_for(string command)
    {
        var ended = Closed(command);

        ended.Errors.ShouldContain("standard input is closed");
        ended.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_pipe_is_open() =>
        Shell.Run("sh", ["-c", $"true | exec timeout 60 dotnet '{Command.Program}' which -"])
            .Errors.ShouldContain("contains no device");

    private static Ended Closed(string command) =>
        Shell.Run("sh", ["-c", $"exec timeout 60 dotnet '{Command.Program}' {command} <&-"]);
}
