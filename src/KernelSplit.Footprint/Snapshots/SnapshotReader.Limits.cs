using System.Globalization;
using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>The part of a snapshot that gates need.</summary>
internal ref partial struct SnapshotReader
{
    private List<SnapshotRequirement> Contract()
    {
        var contract = new List<SnapshotRequirement>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var result = new SnapshotRequirement("", "", false, "");
            while (_json.NextField())
            {
                if (_json.Is("target"u8))
                    result = result with { Target = _json.Text(contract.Count == 0 ? "" : contract[^1].Target) };
                else if (_json.Is("name"u8))
                    result = result with { Name = _json.Text() };
                else if (_json.Is("isSatisfied"u8))
                    result = result with { IsSatisfied = _json.Flag() };
                else if (_json.Is("explanation"u8))
                    result = result with { Explanation = _json.Text() };
                else if (_json.Is("service"u8))
                    result = result with { Service = Value<Service>(_json.Text()) };
                else
                    _json.Skip();
            }

            contract.Add(result);
        }

        return contract;
    }

    private List<Diagnostic> Findings()
    {
        var findings = new List<Diagnostic>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var finding = Diagnostic.Error("", "");
            while (_json.NextField())
            {
                if (_json.Is("id"u8))
                    finding = finding with { Kind = DiagnosticKind.Find(_json.Text()) ?? DiagnosticKind.Input };
                else if (_json.Is("file"u8))
                    finding = finding with { File = _json.Text() };
                else if (_json.Is("line"u8))
                    finding = finding with { Line = _json.Count() };
                else if (_json.Is("column"u8))
                    finding = finding with { Column = _json.Count() };
                else if (_json.Is("message"u8))
                    finding = finding with { Message = _json.Text() };
                else if (_json.Is("hint"u8))
                    finding = finding with { Hint = _json.Text() };
                else
                    _json.Skip();
            }

            findings.Add(finding);
        }

        return findings;
    }

    private List<Budget> Budgets()
    {
        var budgets = new List<Budget>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var budget = new Budget("", null, null, null, "", 0);
            while (_json.NextField())
            {
                if (_json.Is("package"u8))
                    budget = budget with { Package = _json.Text() };
                else if (_json.Is("installed"u8))
                    budget = budget with { Installed = _json.Number() };
                else if (_json.Is("growth"u8))
                    budget = budget with { Growth = _json.Number() };
                else if (_json.Is("growthPercent"u8))
                    budget = budget with { GrowthPercent = _json.Fraction() };
                else if (_json.Is("file"u8))
                    budget = budget with { File = _json.Text() };
                else if (_json.Is("line"u8))
                    budget = budget with { Line = _json.Count() };
                else
                    throw Unknown();
            }

            budgets.Add(budget);
        }

        return budgets;
    }

    private List<Waiver> Waivers()
    {
        var waivers = new List<Waiver>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var waiver = new Waiver("", "", "", default, "", 0);
            while (_json.NextField())
            {
                if (_json.Is("check"u8))
                    waiver = waiver with { Check = _json.Text() };
                else if (_json.Is("about"u8))
                    waiver = waiver with { About = _json.Text() };
                else if (_json.Is("because"u8))
                    waiver = waiver with { Because = _json.Text() };
                else if (_json.Is("until"u8))
                    waiver = waiver with { Until = Date() };
                else if (_json.Is("file"u8))
                    waiver = waiver with { File = _json.Text() };
                else if (_json.Is("line"u8))
                    waiver = waiver with { Line = _json.Count() };
                else
                    throw Unknown();
            }

            waivers.Add(waiver);
        }

        return waivers;
    }

    /// <summary>A limit that isn't understood must not read as none.</summary>
    private readonly JsonException Unknown() => new($"unknown limit \"{PlainText.Of(_json.Name())}\"");

    private DateOnly Date() =>
        DateOnly.TryParseExact(
            _json.Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new JsonException("invalid date");

    private List<NeverLose> NeverLose()
    {
        var devices = new List<NeverLose>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var device = new NeverLose("", "", 0);
            while (_json.NextField())
            {
                if (_json.Is("pattern"u8))
                    device = device with { Pattern = _json.Text() };
                else if (_json.Is("file"u8))
                    device = device with { File = _json.Text() };
                else if (_json.Is("line"u8))
                    device = device with { Line = _json.Count() };
                else
                    throw Unknown();
            }

            devices.Add(device);
        }

        return devices;
    }
}
