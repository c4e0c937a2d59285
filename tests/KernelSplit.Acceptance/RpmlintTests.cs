namespace KernelSplit.Acceptance;

/// <summary>What rpmlint says of all packages of the distribution's kernel.</summary>
[Part(Part.Packages)]
public sealed class RpmlintTests(Shared<RepackRun> shared)
{
    private readonly RepackRun _run = shared.Value;

    private static readonly string Config = Path.Combine(Shell.Checkout, "kernel-spec/rpmlint.toml");

    [AptFact]
    public void Rpmlint_finds_no_error_and_no_warning_that_has_no_reason()
    {
        var ended = Shell.Run("rpmlint", ["-c", Config, .. _run.Rpms]);

        ended.Output.ShouldContain($"{_run.Rpms.Count} packages and 0 specfiles checked; 0 errors, 0 warnings");
    }

    [AptFact]
    public void Each_finding_that_has_a_reason_is_still_there()
    {
        var found = Shell.Run("rpmlint", ["-c", "/dev/null", .. _run.Rpms]).Output;

        var filters = File.ReadLines(Config).Select(line => line.Trim()).Where(line => line.StartsWith('\'')).Select(
            line => line.Split('\'')[1]).ToList();
        filters.Count.ShouldBeGreaterThan(3);
        foreach (var filter in filters)
            found.ShouldContain($": {filter}", customMessage: filter);
    }
}
