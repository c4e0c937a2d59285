using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

/// <summary>What holds for the targets in fragments/ without a kernel.</summary>
public sealed class OwnTargetsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static TheoryData<string, string> TargetsAndArchitectures()
    {
        var data = new TheoryData<string, string>();
        foreach (var target in new DataDirectories(Checkout.Folder).TargetNames)
        {
            foreach (var architecture in Architecture.All)
                data.Add(target, architecture.Name);
        }

        return data;
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_device_says_where_its_modalias_comes_from() =>
        Read("x86_64", [.. new DataDirectories(Checkout.Folder).TargetNames]).Targets
            .SelectMany(
                target => target.Devices.Where(device => device.Source.Length == 0),
                (target, device) => $"{target.Name}: {device.Name}")
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(TargetsAndArchitectures))]
    public void No_target_asks_twice_for_a_symbol_by_itself_or_by_what_it_includes(
        string target, string architecture) =>
        Requests(Read(architecture, target)).GroupBy(request => request.Symbol)
            .Where(requests => requests.Count() > 1)
            .Select(requests =>
                string.Join(", ", requests.Select(request => $"{request.Symbol} {request.File}:{request.Line}")))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("x86_64")]
    [InlineData("i686")]
    [InlineData("aarch64")]
    public void All_targets_together_want_the_same_of_each_symbol(string architecture) =>
        Requests(Read(architecture, [.. new DataDirectories(Checkout.Folder).TargetNames])).GroupBy(request =>
            request.Symbol)
            .Where(requests => requests.Select(request => request.Value).Distinct().Count() > 1)
            .Select(requests => string.Join(", ", requests.Select(request => $"{request.ToConfigLine()} "
                + $"{request.File}:{request.Line}")))
            .ShouldBeEmpty();

    [Fact]
    public void A_name_means_one_requirement() =>
        Read("x86_64", [.. new DataDirectories(Checkout.Folder).TargetNames]).Targets
            .SelectMany(target => target.Devices).GroupBy(device => device.Name).Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .ShouldBeEmpty();

    private static IEnumerable<Assignment> Requests(Project project)
    {
        var problems = new List<Diagnostic>();
        var requests = project.Fragments.SelectMany(fragment => ConfigText.ReadFile(fragment, problems)).ToList();
        problems.ShouldBeEmpty();
        return requests;
    }

    private Project Read(string architecture, params string[] targets)
    {
        var file = _directory.Write(
            "kernelsplit.yaml", $"name: k\narch: {architecture}\ntargets: [{string.Join(", ", targets)}]\n");
        return ProjectReader.Read(file, new DataDirectories(Checkout.Folder));
    }
}
