using KernelSplit.Foundation;
using KernelSplit.Packaging.Deb;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Packaging;

public sealed class DebTemplatesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public DebTemplatesTests()
    {
        foreach (var name in new[] { "control", "copyright", "changelog" })
            _directory.Write($"{name}.hbs", "{{package}} {{version}} {{architecture}} {{date}}");
    }

    public void Dispose() => _directory.Dispose();

    private static Dictionary<string, object> Model(string description = "The <core>.")
    {
        var plan = RpmSpecTests.Plan with { Packages = [new Package("core", "Core & more.", description, [], false)] };
        return new DebModel(
            plan, new DebNames(plan, RpmSpecTests.Identity), "A B <a@b.example>", DateTimeOffset.UnixEpoch, [])
            .Of(plan.Base, []);
    }

    [Fact]
    public void The_metapackage_of_what_had_a_module_brings_the_package_that_has_it_now()
    {
        var plan = RpmSpecTests.Plan;
        var before = plan with
        {
            Placements =
                [.. plan.Placements.Select(placement => placement with { Package = "core", Reason = Reason.Default })],
        };
        var model = new DebModel(
            plan, new DebNames(plan, RpmSpecTests.Identity), "A B <a@b.example>", DateTimeOffset.UnixEpoch, [before]);

        // gpu reaches core, so what core had is no loss to it.
        Required("core").ShouldBe(["linux-image-cloud-6.12.1-1.cloud.x86-64", "linux-modules-cloud-gpu"]);
        Required("gpu").ShouldBe(["linux-modules-cloud-gpu-6.12.1-1.cloud.x86-64"]);

        IEnumerable<string> Required(string name) =>
            (string[])model.OfLatest(plan.Packages.Single(package => package.Name == name), "")["requires"];
    }

    [Fact]
    public void Placeholders_are_filled() =>
        new DebTemplates(_directory.Path).Render("control", Model())
            .ShouldBe("linux-image-cloud-6.12.1-1.cloud.x86-64 6.12.1-1.cloud amd64 Thu, 01 Jan 1970 00:00:00 +0000");

    [Fact]
    public void Any_other_template_is_a_file_of_the_control_archive_unless_nothing_is_in_it()
    {
        _directory.Write("postinst.hbs", "{{#if isBase}}\n#!/bin/sh\n{{/if}}\n");
        _directory.Write("conffiles.hbs", "{{#unless isBase}}\n/etc/x\n{{/unless}}\n");
        _directory.Write("lintian-overrides.hbs", "");

        var templates = new DebTemplates(_directory.Path);

        templates.ControlFiles.ShouldBe(["conffiles", "postinst"]);
        templates.Render("postinst", Model()).ShouldBe("#!/bin/sh\n");
        templates.Render("conffiles", Model()).ShouldBeNull();
    }

    [Theory]
    [InlineData("{{nmae}}")]
    [InlineData("{{#each requires}}")]
    public void A_broken_template_is_named(string text)
    {
        _directory.Write("postrm.hbs", text);

        Should.Throw<InvalidInputException>(() => new DebTemplates(_directory.Path).Render("postrm", Model())).Message
            .ShouldContain("postrm.hbs:1: error KS0001: invalid template");
    }

    [Fact]
    public void A_missing_template_that_every_package_needs_is_named()
    {
        File.Delete(Path.Combine(_directory.Path, "copyright.hbs"));

        Should.Throw<InvalidInputException>(() => new DebTemplates(
            _directory.Path)).Message.ShouldContain("copyright.hbs: error KS0001: no such template");
    }

    [Fact]
    public void Descriptions_are_folded_as_dpkg_wants_them()
    {
        var words = string.Join(' ', Enumerable.Repeat("twelve-chars", 7));

        Model($"{words}\n\nEnd.\n")["description"].ShouldBe($" {words[..^13]}\n twelve-chars\n .\n End.");
    }
}
