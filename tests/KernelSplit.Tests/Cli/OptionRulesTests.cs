namespace KernelSplit.Tests.Cli;

/// <summary>An option that would have no effect is refused, and two outputs never share a stream.</summary>
public sealed class OptionRulesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--output has no effect with --check", "config", "--check", "-o", "x")]
    [InlineData("<fragment> has no effect with --check", "config", "--check", "my.config")]
    [InlineData("--all has no effect with --check", "config", "--check", "--all")]
    [InlineData("--dummy-tools has no effect with --check", "config", "--check", "--dummy-tools")]
    [InlineData("--last-wins has no effect with --check", "config", "--check", "--last-wins")]
    [InlineData("--github has no effect without --check", "config", "--github")]
    [InlineData("--allow has no effect without --check", "config", "--allow", "x")]
    [InlineData("--name has no effect with --depmod", "modules", "/", "--depmod", "-", "--name", "x")]
    [InlineData("--modalias has no effect with --depmod", "modules", "/", "--depmod", "-", "--modalias", "x")]
    [InlineData("--symbols has no effect with --depmod", "modules", "/", "--depmod", "-", "--symbols", "x")]
    [InlineData("--json has no effect with --depmod", "modules", "/", "--depmod", "-", "--json")]
    [InlineData("--require-rules has no effect without --against", "split", "/", "--require-rules")]
    [InlineData("--require-rules has no effect without --against", "verify", "/", "--require-rules")]
    [InlineData("--source has no effect without --map", "verify", "/", "--source", "x")]
    [InlineData("--keep has no effect without --repo", "package", "/", "--keep", "2")]
    [InlineData("--markdown has no effect with --json", "support", "/", "--json", "--markdown")]
    [InlineData("--json and --output - can't both go to standard output", "config", "-o", "-", "--json")]
    [InlineData("--json and --output - can't both go to standard output", "split", "/", "-o", "-", "--json")]
    public void What_has_no_effect_is_refused(string error, params string[] arguments)
    {
        var (exitCode, output, errors) = Command.Run(_directory.Path, arguments);

        exitCode.ShouldBe(2);
        errors.ShouldContain(error);
        output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--map", "explain", "CONFIG_A", "--map", "cloud")]
    [InlineData("--target", "explain", "virtio_net", "--target", "kvm")]
    [InlineData("--fragment", "explain", "virtio_net", "--fragment", "x")]
    public void What_has_no_effect_for_the_thing_explained_is_refused(string option, params string[] arguments)
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, arguments);

        exitCode.ShouldBe(2);
        errors.ShouldStartWith($"{option}: error KS0001: has no effect for ");
    }
}
