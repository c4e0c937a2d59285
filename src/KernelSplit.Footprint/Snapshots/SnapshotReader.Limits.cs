using System.Globalization;
using System.Text.Json;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>What a release is held against.</summary>
internal ref partial struct SnapshotReader
{
    private List<KeptPromise> Contract()
    {
        var contract = new List<KeptPromise>();
        _json.Start(JsonTokenType.StartArray);
        while (_json.NextObject())
        {
            var promise = new KeptPromise("", "", false, "");
            while (_json.NextField())
            {
                if (_json.Is("target"u8))
                    promise = promise with { Target = _json.Text(contract.Count == 0 ? "" : contract[^1].Target) };
                else if (_json.Is("name"u8))
                    promise = promise with { Name = _json.Text() };
                else if (_json.Is("isKept"u8))
                    promise = promise with { IsKept = _json.Flag() };
                else if (_json.Is("words"u8))
                    promise = promise with { Words = _json.Text() };
                else
                    _json.Skip();
            }

            contract.Add(promise);
        }

        return contract;
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
                    budget = budget with { Line = (int)_json.Number() };
                else
                    _json.Skip();
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
                    waiver = waiver with { Until = DateOnly.TryParseExact(_json.Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new JsonException("no day") };
                else if (_json.Is("file"u8))
                    waiver = waiver with { File = _json.Text() };
                else if (_json.Is("line"u8))
                    waiver = waiver with { Line = (int)_json.Number() };
                else
                    _json.Skip();
            }

            waivers.Add(waiver);
        }

        return waivers;
    }

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
                    device = device with { Line = (int)_json.Number() };
                else
                    _json.Skip();
            }

            devices.Add(device);
        }

        return devices;
    }
}
