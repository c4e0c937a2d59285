using KernelSplit.Building.Configuring;

namespace KernelSplit.Tests.Building;

public sealed class AssumedAnswersTests
{
    [Theory]
    [InlineData("{ command -v gcc; } >/dev/null 2>&1 && echo \"n\" || echo \"y\"", "n")]
    [InlineData("{ gcc -m32 -x c /dev/null; } >/dev/null 2>&1 && echo \"-m32\" || echo \"\"", "-m32")]
    [InlineData("{ test -z \"GCC 200000\"; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"", "n")]
    [InlineData("{ test -z \"\"; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"", "y")]
    [InlineData("{ test \"GCC\" = Clang; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"", "n")]
    [InlineData("{ test \"GCC\" = GCC; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"", "y")]
    [InlineData("{ [ 200000 -ge 90100 ]; } >/dev/null 2>&1 && echo \"y\" || echo \"n\"", "y")]
    [InlineData("set -- GCC 200000 && echo $2", "200000")]
    [InlineData("/tree/scripts/ld-version.sh ld", "BFD 25000")]
    [InlineData("touch /tmp/ran", "0")]
    public void Commands_have_the_answer_of_tools_that_know_everything(string command, string answer) =>
        AssumedAnswers.To(command).ShouldBe(answer);
}
