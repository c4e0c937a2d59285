using System.Text.Json;
using System.Text.Json.Serialization;

namespace KernelSplit.Booting.Guests;

/// <summary>A device in the guest's /sys.</summary>
/// <param name="Path">Its directory.</param>
/// <param name="Modalias">As there.</param>
/// <param name="Driver">What is bound to it; empty for nothing.</param>
/// <param name="Module">The driver's module; empty for one that is built in.</param>
internal sealed record GuestDevice(string Path, string Modalias, string Driver, string Module);

/// <summary>Something that the guest tried.</summary>
/// <param name="Name">What: <c>disk</c>, <c>nic</c>, <c>rng</c>.</param>
/// <param name="About">Which one.</param>
/// <param name="Passed">Whether it works.</param>
/// <param name="Message">What happened.</param>
internal sealed record GuestCheck(string Name, string About, bool Passed, string Message);

/// <summary>A module that was loaded by name, or couldn't be.</summary>
/// <param name="Name">As the target names it.</param>
/// <param name="Passed">Whether modprobe succeeded.</param>
/// <param name="Message">What modprobe printed.</param>
internal sealed record GuestModule(string Name, bool Passed, string Message);

/// <summary>A line of the kernel's log.</summary>
/// <param name="Level">0 to 3: KERN_EMERG to KERN_ERR.</param>
/// <param name="Text">Without time stamp.</param>
internal sealed record GuestLogLine(int Level, string Text);

/// <summary>What the guest's script reported, in lines of JSON. A guest may send anything.</summary>
internal sealed class GuestReport
{
    private readonly List<GuestDevice> _devices = [];
    private readonly List<GuestCheck> _checks = [];
    private readonly List<GuestModule> _modules = [];
    private readonly List<GuestLogLine> _log = [];

    /// <summary>What <c>uname -r</c> prints; null until the script runs.</summary>
    public string? Release { get; private set; }

    /// <summary>Whether the script came to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>/proc/sys/kernel/tainted.</summary>
    public long Tainted { get; private set; }

    public IReadOnlyList<GuestDevice> Devices => _devices;

    public IReadOnlyList<GuestCheck> Checks => _checks;

    public IReadOnlyList<GuestModule> Modules => _modules;

    public IReadOnlyList<GuestLogLine> Log => _log;

    /// <summary>Takes a line.</summary>
    /// <returns>The event that it reports; null for anything else.</returns>
    public string? Add(string line)
    {
        if (Parse(line) is not { } parsed)
            return null;
        if (parsed is { Device: { } device, Modalias: { } modalias })
            _devices.Add(new GuestDevice(device, modalias, parsed.Driver ?? "", parsed.In ?? ""));
        else if (parsed is { Check: { } check, Passed: { } isPassed })
            _checks.Add(new GuestCheck(check, parsed.About ?? "", isPassed, parsed.Message ?? ""));
        else if (parsed is { Module: { } module, Passed: { } isLoaded })
            _modules.Add(new GuestModule(module, isLoaded, parsed.Message ?? ""));
        else if (parsed is { Log: { } text, Level: { } level })
            _log.Add(new GuestLogLine(level, text));
        Release ??= parsed.Start;
        Tainted = parsed.Tainted ?? Tainted;
        IsComplete |= parsed.Event == "end";
        return parsed.Event;
    }

    private static GuestLine? Parse(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            return JsonSerializer.Deserialize(line, GuestLines.Default.GuestLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record GuestLine(
    string? Event, string? Start, string? Device, string? Modalias, string? Driver, string? In, string? Check,
    string? About, bool? Passed, string? Message, string? Module, string? Log, int? Level, long? Tainted);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GuestLine))]
internal sealed partial class GuestLines : JsonSerializerContext;
