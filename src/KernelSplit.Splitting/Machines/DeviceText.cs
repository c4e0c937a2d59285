using System.Globalization;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Explaining;

namespace KernelSplit.Splitting.Machines;

/// <summary>What drives a device and why that is where it is, as text.</summary>
public static class DeviceText
{
    private const int MostDrivers = 8;
    private const string OtherKernels = "To look in another kernel, give it with --kernel";
    private const string BuiltInTooSilent = "Most built-in drivers have no aliases: on a machine that has the "
        + "device, lspci -nnk shows its driver";

    public static void Write(TextWriter to, DeviceExplanation explanation, PlanIndex index, DeviceNames names)
    {
        var device = names.Describe(explanation.Answer.Device.Modalias).ToString();
        if (explanation.Several.Count > 0)
            WriteSeveral(to, explanation, index, names, device);
        else if (explanation.Answer.State is DeviceState.Perhaps)
            WritePerhaps(to, explanation, index, names, device);
        else
            WriteOne(to, explanation.Answer, index, device);
        foreach (var behind in explanation.Behind)
            WriteBehind(to, behind, index, names);
        if (explanation.PresentedBy.Count > 0)
        {
            var subject = explanation.Several.Count > 0 ? "Some of these are" : "It is";
            var presented = explanation.PresentedBy.Select(one => $"{one.Name} ({one.Target})");
            to.WriteLine($"{subject} presented to guests as: {Names.And(presented, MostDrivers)}.");
        }

        if (explanation.AsUsb is { } usb)
        {
            var ids = names.Describe(usb.Device.Modalias).Ids;
            to.WriteLine($"The USB device with these numbers is driven by {Drivers(usb.Drivers)}: use usb:{ids}.");
        }
    }

    private static void WriteOne(TextWriter to, DeviceAnswer answer, PlanIndex index, string device)
    {
        if (answer.State is DeviceState.NoneNeeded)
            to.WriteLine($"No driver is needed for {device}: {answer.Note}.");
        else if (answer.State is DeviceState.Unclear)
            to.WriteLine($"Its numbers alone don't tell what drives {device}: {answer.Note}.");
        else if (answer.Drivers.Count == 0)
            WriteNothing(to, index, device);
        else
            to.WriteLine($"{Drivers(answer.Drivers)} {Verb(answer.Drivers.Count)} {device}.");
        if (answer.Drivers.Count > 1)
            to.WriteLine("modprobe loads all modules that match a device.");
        WriteReasons(to, index, answer.Drivers);
    }

    private static void WriteBehind(TextWriter to, DeviceAnswer behind, PlanIndex index, DeviceNames names)
    {
        var device = names.Describe(behind.Device.Modalias).ToString();
        to.WriteLine($"Behind it is {device}.");
        if (behind.State is DeviceState.Perhaps)
            to.WriteLine($"These may drive that: {Drivers(behind.Drivers)}; {behind.Note}.");
        else
            WriteOne(to, behind, index, device);
    }

    private static string Verb(int drivers) => drivers == 1 ? "drives" : "match";

    private static void WriteNothing(TextWriter to, PlanIndex index, string device)
    {
        to.WriteLine($"Nothing in {index.Plan.Release} drives {device}.");
        to.WriteLine($"{BuiltInTooSilent}. {OtherKernels}.");
    }

    private static void WritePerhaps(
        TextWriter to, DeviceExplanation explanation, PlanIndex index, DeviceNames names, string device)
    {
        to.WriteLine(
            $"Nothing in {index.Plan.Release} certainly drives {device}. These may, depending on its other ids:");
        foreach (var driver in explanation.Answer.Drivers.Take(MostDrivers))
            to.WriteLine($"  {Driver(driver)}: {names.Describe(driver.Driver.Driver.Alias)}");
        if (explanation.Answer.Drivers.Count > MostDrivers)
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  and {explanation.Answer.Drivers.Count - MostDrivers} more, which --json lists"));
        to.WriteLine(
            "On a machine that has the device, its whole modalias gives one answer: cat /sys/bus/*/devices/*/modalias");
        to.WriteLine($"{BuiltInTooSilent}. {OtherKernels}.");
    }

    private static void WriteSeveral(
        TextWriter to, DeviceExplanation explanation, PlanIndex index, DeviceNames names, string device)
    {
        var count = explanation.Several.Count;
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"That matches several devices: {device}. {count} {(count == 1 ? "driver" : "drivers")} of "
            + $"{index.Plan.Release} {(count == 1 ? "names" : "name")} such devices."));
        foreach (var package in explanation.Several.GroupBy(driver => driver.Package)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            var drivers = package.Select(driver => string.Create(CultureInfo.InvariantCulture, $"{driver.Name} "
                + $"({driver.Aliases.Count}, such as {Example(names, driver)})"));
            to.WriteLine($"- {package.Key ?? "built in"}: {Names.And(drivers, MostDrivers)}");
        }

        to.WriteLine("Name one of them to see why its driver is in its package.");
    }

    private static string Example(DeviceNames names, DriverOfSeveral driver) =>
        driver.Aliases.Select(alias => names.Describe(alias).Ids).FirstOrDefault(ids => ids.Length > 0)
            ?? driver.Aliases[0];

    private static void WriteReasons(TextWriter to, PlanIndex index, IReadOnlyList<PackagedDriver> drivers)
    {
        var sentence = new PlacementSentence(index);
        foreach (var placement in drivers.Where(driver => driver.Package is not null).Select(driver =>
            index.Find(driver.Driver.Driver.Name)!))
            to.WriteLine(sentence.Of(placement));
    }

    private static string Drivers(IEnumerable<PackagedDriver> drivers) =>
        Names.And(drivers.Select(Driver), MostDrivers);

    private static string Driver(PackagedDriver driver) =>
        $"{driver.Driver.Driver.Name} ({(driver.Package is null ? "built in" : $"in {driver.Package}")})";
}
