namespace KernelSplit.Tests.Cli;

/// <summary>What a user has in $XDG_DATA_HOME takes precedence over what is installed with kernelsplit.</summary>
public sealed class UserDataTests : IDisposable
{
    private readonly TempDirectory _data = new();
    private readonly TempDirectory _directory = new();

    public void Dispose()
    {
        _data.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Targets_of_the_same_name_replace_those_installed_and_others_stay()
    {
        _data.Write("kernelsplit/fragments/kvm/target.yaml", "name: kvm\nsummary: another one\n");
        _data.Write("kernelsplit/fragments/mine/target.yaml", "name: mine\nsummary: only mine\n");

        var targets = With("targets").Output;

        targets.ShouldMatch(@"\bkvm +another one\b");
        targets.ShouldMatch(@"\bmine +only mine\b");
        targets.ShouldMatch(@"\bxen +");
    }

    [Fact]
    public void The_version_names_all_places_in_the_order_in_which_they_are_searched()
    {
        Directory.CreateDirectory(Path.Combine(_data.Path, "kernelsplit"));

        With("--version").Output.ShouldMatch(
            $@"^kernelsplit \d\S+\ndata: {_data.Path}/kernelsplit, {Checkout.Folder}\n$");
    }

    [Fact]
    public void Without_a_directory_of_the_users_there_is_the_installed_one() =>
        With("--version").Output.ShouldEndWith($"\ndata: {Checkout.Folder}\n");

    private (int ExitCode, string Output, string Errors) With(params string[] arguments) =>
        Command.RunWith(_directory.Path, "XDG_DATA_HOME", _data.Path, arguments);
}
