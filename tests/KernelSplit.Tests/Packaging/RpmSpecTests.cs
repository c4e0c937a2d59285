using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Packaging;

public sealed class RpmSpecTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    internal static Plan Plan { get; } = new(
        "6.12.1-1.cloud.x86_64",
        "test",
        [
            new Package("core", "Core", "The core.", [], false),
            new Package("gpu", "GPUs & more", "The <GPUs>.", ["core"], true),
        ],
        [
            new Placement("ast", "kernel/drivers/gpu/drm/ast/ast.ko.xz", 100, "gpu", Reason.Default, ["drm"]),
            new Placement("drm", "kernel/drivers/gpu/drm/drm.ko.xz", 100, "gpu", Reason.Default, []),
            new Placement("veth", "kernel/drivers/net/veth.ko.xz", 100, "core", Reason.Default, []),
        ],
        []);

    internal static PackageIdentity Identity { get; } = new("kernel-cloud", "6.12.1", "1.cloud", "x86_64");

    internal static RpmKernel Kernel(RpmConventions? conventions = null, params Plan[] earlier) => new(
        Plan, new ModuleTree(Plan.Release, []), Identity, conventions ?? RpmConventions.Suse, DateTimeOffset.UnixEpoch,
        earlier);

    private string Render(string template, string packages = "") =>
        RpmSpec.Render(
            new RpmTemplates(_directory.Write("t.hbs", template), _directory.Write("p.hbs", packages)), Kernel());

    [Fact]
    public void Placeholders_are_filled_and_rpms_macros_stay() =>
        Render("{{name}} {{version}} {{release}} %{version} %{nil} {{uname}}")
            .ShouldBe("kernel-cloud 6.12.1 1.cloud %{version} %{nil} 6.12.1-1.cloud.x86_64");

    [Fact]
    public void Nothing_is_escaped_as_if_it_were_html() =>
        Render("{{#each packages}}{{summary}}|{{description}};{{/each}}")
            .ShouldBe("Core|The core.;GPUs & more|The <GPUs>.;");

    [Fact]
    public void Packages_know_their_requirements_by_full_name() =>
        Render("{{#each packages}}{{fullName}}:{{#each requires}}{{this}}{{/each}};{{/each}}")
            .ShouldBe("kernel-cloud-core:;kernel-cloud-gpu:kernel-cloud-core;");

    [Fact]
    public void The_metapackage_leaves_out_what_the_map_says()
    {
        var kernel = Kernel() with
        {
            Plan = Plan with
            {
                Packages = [.. Plan.Packages, new Package("tests", "T", "", ["gpu"], false, IsInMetapackage: false)],
            },
        };
        var spec = RpmSpec.Render(RpmDataFiles.Templates(new DataDirectories(Checkout.Folder)), kernel);

        var head = spec[..spec.IndexOf("%package -n kernel-cloud-core", StringComparison.Ordinal)];
        head.ShouldContain("\nRequires: kernel-cloud-gpu = ");
        head.ShouldNotContain("Requires: kernel-cloud-tests");
        head.ShouldContain("but for\ntests.");
    }

    [Fact]
    public void The_packages_template_is_a_part_of_the_specs() =>
        Render("a{{> packages}}d", "{{#each packages}}{{shortName}};{{/each}}").ShouldBe("acore;gpu;d");

    [Fact]
    public void A_broken_part_is_named() =>
        Should.Throw<InvalidInputException>(() =>
            Render("{{> packages}}", "{{#each packages}}")).Message.ShouldContain("p.hbs:1: error KS0001: invalid "
                + "template");

    [Theory]
    [InlineData("{{nmae}}")]
    [InlineData("{{#each packages}}")]
    [InlineData("{{name}")]
    public void A_broken_template_is_named(string template) =>
        Should.Throw<InvalidInputException>(() => Render(
            template)).Message.ShouldContain("t.hbs:1: error KS0001: invalid template");
}
