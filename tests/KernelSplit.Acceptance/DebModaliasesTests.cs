namespace KernelSplit.Acceptance;

/// <summary>
/// That a device finds its package: the field Modaliases, read by isenkram as ubuntu-drivers reads it.
/// </summary>
[Part(Part.Packages)]
public sealed class DebModaliasesTests(Shared<DebKernel> shared)
{
    private readonly DebKernel _kernel = shared.Value;

    private const string Unmatched = """
        import sys
        from isenkram.lookup import modalias_match
        field = open(sys.argv[1]).read()
        for alias in sys.stdin.read().split():
            if not modalias_match(alias, field):
                print(alias)
        """;

    public static TheoryData<string, string[]> Devices() => new()
    {
        // Intel 82576 Virtual Function
        { "pci:v00008086d000010CAsv00008086sd0000A03Cbc02sc00i00", ["sriov"] },
        // NVIDIA T4
        { "pci:v000010DEd00001EB8sv000010DEsd000012A2bc03sc02i00", ["gpu"] },
        // AMD Instinct MI210
        { "pci:v00001002d0000740Fsv00001002sd00000C34bc03sc80i00", ["gpu"] },
        // virtio network adapter: core drives it
        { "virtio:d00000001v00001AF4", [] },
    };

    [AptTheory]
    [MemberData(nameof(Devices))]
    public void Isenkram_finds_the_metapackage_for_a_device(string modalias, string[] packages)
    {
        using var folder = new TempDirectory();
        folder.Write("modaliases", string.Concat(_kernel.Plan.Packages.Select(package => package.Name)
            .Select(package => (Name: _kernel.Names.Latest(package), Field: Field(package)))
            .Where(package => package.Field.Length > 0)
            .Select(package => $"Package: {package.Name}\nModaliases: {package.Field}\n\n")));

        var found = Shell.Run("isenkram-lookup", [modalias], folder.Path);

        found.ExitCode.ShouldBe(0, found.Errors);
        found.Lines.Where(name =>
            name.StartsWith("linux-", StringComparison.Ordinal)).ShouldBe(packages.Select(_kernel.Names.Latest));
    }

    [AptTheory]
    [InlineData("sriov")]
    [InlineData("gpu")]
    public void Every_device_of_modinfo_has_a_pattern_unless_core_drives_it(string package)
    {
        using var folder = new TempDirectory();
        var field = folder.Write("field", Field(package));
        var core = folder.Write("core", $"core({string.Join(", ", Aliases("core"))})");
        var aliases = Aliases(package).Select(alias => alias.Replace('*', '0')).ToList();

        var unmatched = NotMatched(field, aliases);

        aliases.Count.ShouldBeGreaterThan(unmatched.Length);
        NotMatched(core, unmatched).ShouldBeEmpty();
    }

    [AptFact]
    public void A_field_names_modules_of_its_package_and_core_has_none()
    {
        Field("core").ShouldBeEmpty();
        foreach (var package in _kernel.Plan.Packages.Where(package => package != _kernel.Plan.Base))
        {
            var named = Field(package.Name).Split(')', StringSplitOptions.RemoveEmptyEntries).Select(part =>
                part.Split('(')[0].Trim(' ', ',', '\n'));
            named.Except(_kernel.Plan.In(package.Name).Select(placement => placement.Module))
                .ShouldBeEmpty(package.Name);
        }
    }

    private string Field(string package) =>
        Shell.Must("dpkg-deb", "--field", _kernel.Latest(package), "Modaliases").Output.Trim();

    private string[] Aliases(string package) => Shell.Must("modinfo", [
        "--field",
        "alias",
        .. _kernel.Plan.In(package).Select(module =>
            Path.Combine(_kernel.Root, "lib/modules", _kernel.Plan.Release, module.Path))])
        .Lines.Where(alias => alias.StartsWith("pci:", StringComparison.Ordinal)).Distinct().ToArray();

    private static string[] NotMatched(string field, IReadOnlyCollection<string> aliases)
    {
        var list = $"{field}.aliases";
        File.WriteAllLines(list, aliases);
        return Shell.Must(
            "sh", "-c", "exec /usr/bin/python3 -c \"$1\" \"$2\" <\"$3\"", "sh", Unmatched, field, list).Lines;
    }
}
