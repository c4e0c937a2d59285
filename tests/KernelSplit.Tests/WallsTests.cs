using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace KernelSplit.Tests;

/// <summary>What docs/architecture.md says of the rooms, held against the code.</summary>
public sealed partial class WallsTests
{
    /// <summary>From the ground up: a room uses only rooms before it.</summary>
    private static readonly string[] Rooms =
    [
        "Foundation", "Host", "Kconfig", "Makefiles", "Modules", "Devices", "Splitting", "Footprint", "Packaging",
        "Building", "Booting", "Cli",
    ];

    private static readonly Lazy<Architecture> Code = new(() => new ArchLoader()
        .LoadAssemblies(
            [
                .. Rooms.Select(room =>
                    System.Reflection.Assembly.Load(room == "Cli" ? "kernelsplit" : $"KernelSplit.{room}")),
            ])
        .Build());

    public static TheoryData<string> RoomNames => [.. Rooms];

    [Fact]
    public void Every_room_is_in_the_list() => Directory
        .EnumerateDirectories(Path.Combine(Checkout.Folder, "src"))
        .Select(directory => Path.GetExtension(directory)[1..])
        .Order(StringComparer.Ordinal)
        .ShouldBe(Rooms.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_uses_only_rooms_below_it(string room)
    {
        var above = Rooms[(Array.IndexOf(Rooms, room) + 1)..];
        if (above.Length == 0)
            return;
        Check(Types().That().ResideInNamespaceMatching($@"^KernelSplit\.{room}(\.|$)").Should().NotDependOnAny(
            Types().That().ResideInNamespaceMatching($@"^KernelSplit\.({string.Join('|', above)})(\.|$)")));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Directories_of_a_room_form_no_cycle(string room)
    {
        var uses = (
            from type in Code.Value.Types
            let user = DirectoryOf(type, room)
            where user is not null
            from used in type.Dependencies.Select(dependency => dependency.Target).Distinct()
            let directory = DirectoryOf(used, room)
            where directory is not null && directory != user
            select (User: user, Used: directory, Types: $"{type.Name} -> {used.Name}"))
            .ToLookup(use => use.User);

        // What uses no directory that is left, or is used by none, is part of no cycle.
        var left = uses.Select(user => user.Key).ToHashSet();
        while (left.RemoveWhere(directory =>
            !uses[directory].Any(use => left.Contains(use.Used))
            || !left.Any(user => uses[user].Any(use => use.Used == directory))) > 0)
        {
        }

        left.SelectMany(user => uses[user].Where(use => left.Contains(use.Used)))
            .Select(use => $"{use.User} -> {use.Used}: {use.Types}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Only_Host_starts_processes() => UsedOnlyBy(@"^(CliWrap|System\.Diagnostics\.Process$)", "Host");

    [Fact]
    public void Only_the_command_line_parses_arguments_and_draws() =>
        UsedOnlyBy(@"^(System\.CommandLine|Spectre\.Console)", "Cli");

    [Fact]
    public void YamlDotNet_is_used_in_one_place() => Check(Types()
        .That().ResideInNamespaceMatching(@"^KernelSplit\.").And().DoNotHaveName("YamlLoader")
        .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^YamlDotNet"));

    [Fact]
    public void Only_the_command_line_and_Host_know_the_terminal() => UsedOnlyBy(@"^System\.Console$", "(Cli|Host)");

    [Fact]
    public void A_files_namespace_is_its_directory()
    {
        var misplaced =
            from file in SourceFiles()
            let space = Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
            let directory = Path.GetRelativePath(Path.Combine(Checkout.Folder, "src"), Path.GetDirectoryName(file)!)
            where space.Length > 0 && space != directory.Replace('/', '.')
            select $"{file}: {space}";
        misplaced.ShouldBeEmpty();
    }

    [Fact]
    public void Each_name_of_a_type_exists_once() => Code.Value.Types
        .Where(type =>
            !type.IsCompilerGenerated && !type.IsNested && type.Namespace.FullName.StartsWith(
                "KernelSplit", StringComparison.Ordinal))
        .GroupBy(type => type.Name)
        .Where(types => types.Count() > 1)
        .Select(types => string.Join(", ", types.Select(type => type.FullName)))
        .ShouldBeEmpty();

    private static void UsedOnlyBy(string what, string room) => Check(Types()
        .That().ResideInNamespaceMatching(
            @"^KernelSplit\.").And().DoNotResideInNamespaceMatching($@"^KernelSplit\.{room}(\.|$)")
        .Should().NotDependOnAnyTypesThat().HaveFullNameMatching(what));

    private static void Check(IArchRule rule) =>
        rule.Evaluate(Code.Value).Where(result => !result.Passed).Select(result => result.Description).ShouldBeEmpty();

    /// <summary>Null for a type of another room, and for one at the top of the room: those are everybody's.</summary>
    private static string? DirectoryOf(IType type, string room) =>
        type.Namespace?.FullName.Split('.') is ["KernelSplit", var of, var directory, ..]
            && of == room ? directory : null;

    private static IEnumerable<string> SourceFiles() => Directory
        .EnumerateFiles(Path.Combine(Checkout.Folder, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
