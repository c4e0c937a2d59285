using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>Which module a name or a device gets, beside what modprobe answers.</summary>
[Part(Part.Distributions)]
public sealed class AliasTests
{
    // A name that no kernel has, so that one modprobe can be asked for many and its answers taken apart again.
    private const string Mark = "kernelsplit_mark";

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Modprobe_finds_the_same_modules_in_the_same_order(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var tree = kernel.Tree;
        string[] names = [.. new ModaliasGenerator(tree).Names(), .. RequiredDevices()];

        var theirs = AskModprobe(kernel.Kmod, names);

        var lookup = new ModuleLookup(tree);
        var ours = names.Select(name => Describe(lookup.Resolve(name))).ToList();
        theirs.Count(answer => answer.Length > 0).ShouldBeGreaterThan(3000);
        theirs.Count(answer => answer.Length == 0).ShouldBeGreaterThan(500);
        names.Zip(theirs, ours).Where(row => row.Second != row.Third).Take(10).ShouldBeEmpty();
    }

    /// <summary>Built-in code has no order: nothing loads it.</summary>
    private static string Describe(IReadOnlyList<Driver> drivers) => drivers is [{ IsBuiltIn: true }, ..]
        ? Sorted(drivers.Select(driver => driver.Name))
        : string.Join(' ', drivers.Select(driver => driver.Name));

    private static string Sorted(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    /// <summary>One answer a name: modules in modprobe's order, each once; built-in code sorted.</summary>
    private static List<string> AskModprobe(KmodRoot root, string[] names)
    {
        using var folder = new TempDirectory();
        var settings = Path.GetDirectoryName(folder.Write("modprobe.d/mark.conf", $"alias {Mark} {Mark}\n"))!;
        var modules = File.ReadAllLines(root.Written("modules.dep"))
            .Select(line => ModulePath.NameOf(line.Split(':')[0])).ToHashSet();
        var answers = new List<string>();
        foreach (var some in names.Chunk(1000))
        {
            string[] arguments =
            [
                "-R", "-a", "-q", "-d", root.Root, "-S", root.Release, "-C", settings, "--",
                .. some.SelectMany(name => new[] { name, Mark }),
            ];
            var printed = Shell.Run("modprobe", arguments).Output;
            var groups = printed.Split(Mark + "\n");
            groups.Length.ShouldBe(some.Length + 1);
            answers.AddRange(groups[..^1]
                .Select(group => group.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList())
                .Select(group => group.Any(modules.Contains) ? string.Join(' ', group) : Sorted(group)));
        }

        return answers;
    }

    private static IEnumerable<string> RequiredDevices()
    {
        var data = new DataDirectories(Shell.Checkout);
        return data.ReadTargets(data.TargetNames).SelectMany(target => target.Devices).SelectMany(device =>
            device.Modaliases);
    }
}
