using KernelSplit.Modules;
using KernelSplit.Splitting.Explaining;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting.Explaining;

public sealed class PlacementSentenceTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: gpu, because: it drives a graphics card, when: {path: "gpu/**"}}
          - {to: passthrough, because: it drives a PCI device, when: {path: "pci/**"}}

        """;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_rule_is_told_with_its_reason_its_place_and_what_matched() => Why("qxl", Build.Module("gpu/qxl"))
        .ShouldBe("qxl is in gpu: a rule puts it there because it drives a graphics card (map.yaml:9): it is built "
            + "from gpu/**.");

    [Fact]
    public void A_helper_that_one_package_alone_needs_names_its_users() => Why(
        "helper", Build.Module("gpu/qxl", needs: ["helper"]), Build.Module("gpu/vkms", needs: ["helper"]),
        Build.Module("lib/helper"))
        .ShouldStartWith("helper is in gpu: only qxl and vkms need it, and a rule puts qxl there because ");

    [Fact]
    public void A_chain_is_followed_by_its_direct_dependencies_down_to_the_rule() => Why(
        "base", Build.Module("gpu/qxl", needs: ["helper"]), Build.Module("lib/helper", needs: ["base"]),
        Build.Module("lib/base"))
        .ShouldStartWith("base is in gpu: only helper needs it, qxl needs helper, and a rule puts qxl there because ");

    [Fact]
    public void What_several_packages_need_names_a_module_of_each() => Why(
        "helper", Build.Module("gpu/qxl", needs: ["helper"]), Build.Module("pci/nic", needs: ["helper"]),
        Build.Module("pci/other", needs: ["helper"]), Build.Module("lib/helper"))
        .ShouldBe("helper is in core: nic (in passthrough), qxl (in gpu) and 1 more need it, and core is the nearest "
            + "package that is installed wherever it is needed.");

    [Fact]
    public void What_several_packages_need_through_a_helper_is_followed_to_their_modules() => Why(
        "base", Build.Module("gpu/qxl", needs: ["helper"]), Build.Module("pci/nic", needs: ["base", "helper"]),
        Build.Module("lib/helper", needs: ["base"]), Build.Module("lib/base"))
        .ShouldStartWith(
            "base is in core: helper needs it, and nic (in passthrough) and qxl (in gpu) need helper, and core is ");

    [Fact]
    public void What_follows_its_dependency_says_so() => Why(
        "extra", Build.Module("gpu/qxl"), Build.Module("sound/extra", needs: ["qxl"]))
        .ShouldStartWith("extra is in gpu: it needs qxl, and a rule puts qxl there because ");

    [Fact]
    public void What_nothing_names_says_so() => Why("lonely", Build.Module("sound/lonely"))
        .ShouldBe("lonely is in hardware: no rule matches it, no module ties it to another package, and hardware "
            + "is the default package.");

    [Fact]
    public void A_rule_that_lost_is_told() => Why(
        "helper", Build.Module("gpu/qxl", needs: ["helper"]), Build.Module("pci/helper"))
        .ShouldEndWith(" Another rule would put it elsewhere, because it drives a PCI device (map.yaml:10), but "
            + "modules that need each other must be installed together.");

    private string Why(string module, params IEnumerable<KernelModule> modules)
    {
        var index = new PlanIndex(Solver.Solve(new KernelFacts(Build.Tree(modules)), Build.Map(_directory, Rules)));
        return new PlacementSentence(index).Of(index.Find(module)!);
    }
}
