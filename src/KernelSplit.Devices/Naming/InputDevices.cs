namespace KernelSplit.Devices.Naming;

/// <summary><c>input:b*v*p*e*-e*1,*k*130,*r*a*m*l*s*f*w*</c>: after the dash, the events of a device.</summary>
internal static class InputDevices
{
    // EV_* in include/uapi/linux/input-event-codes.h
    private static readonly Dictionary<uint, string> Events = NameTable.OfNumbers(
        (0x01, "keys or buttons"), (0x02, "relative axes"), (0x03, "absolute axes"), (0x05, "switches"), (0x11, "LEDs"),
        (0x12, "sounds"), (0x15, "force feedback"));

    public static DeviceAlias? Describe(string text)
    {
        var dash = text.IndexOf("-e", StringComparison.Ordinal);
        if (dash < 0)
            return null;
        var numbers = new AliasFields(text[(dash + 1)..])["e"] ?? "";
        var events = numbers.Split([',', '*'], StringSplitOptions.RemoveEmptyEntries).Select(NameOf);
        var able = Phrase.Prefixed("with", Phrase.Join(" and ", events));
        return new DeviceAlias("input", "", Phrase.Join(" ", "any device", able));
    }

    private static string NameOf(string number) =>
        Hex.TryParse(number) is { } e ? Events.GetValueOrDefault(e, $"events {e:x}") : number;
}
