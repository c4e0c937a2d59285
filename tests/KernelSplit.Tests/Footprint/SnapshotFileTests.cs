using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Verification;
using static KernelSplit.Tests.Footprint.Kernels;

namespace KernelSplit.Tests.Footprint;

/// <summary>Snapshots as files.</summary>
public class SnapshotFileTests
{
    private static readonly Snapshot Kernel = Of(
        Module("anchor", aliases: "pci:v1") with { Dependencies = ["ast"], Exports = ["f"], Symbols = ["ANCHOR"] },
        Module("ast", "gpu")) with
    {
        Config = new Dictionary<string, string> { ["A"] = "\"text\"" },
        Contract = [new SnapshotRequirement("kvm", "disk", true, "in core") { Service = Service.BuiltIn }],
        Findings = [Diagnostic.Error(DiagnosticKind.UnusedRule, "map.yaml", "it matches nothing", "Remove it", 3, 4)],
        Image = new KernelSplit.Modules.KernelImage(
            5, "aa", 9, [new KernelSplit.Modules.ModuleSection("text", 4, true)]),
    };

    private static byte[] Bytes(Snapshot snapshot)
    {
        using var stream = new MemoryStream();
        SnapshotFile.Write(snapshot, stream);
        return stream.ToArray();
    }

    private static byte[] Packed(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }

    private static string Unpacked(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    private static Snapshot Read(byte[] bytes) => SnapshotFile.Read(new MemoryStream(bytes), "x.snapshot");

    [Fact]
    public void What_is_read_is_what_was_written() => Bytes(Read(Bytes(Kernel))).ShouldBe(Bytes(Kernel));

    [Fact]
    public void Limits_come_back_as_they_were_set()
    {
        var limited = Kernel with
        {
            Budgets = [new Budget("core", 1, 2, 3.5, "map.yaml", 4), new Budget("gpu", 5, null, null, "map.yaml", 6)],
            Waivers =
            [
                new Waiver("growth", "core", "we know", new DateOnly(2027, 1, 31), "map.yaml", 7),
                new Waiver("contract", "disk", "for good", null, "kernelsplit.yaml", 8),
            ],
            NeverLose = [new NeverLose("pci:v*", "map.yaml", 9)],
        };

        var read = Read(Bytes(limited));

        read.Budgets.ShouldBe(limited.Budgets);
        read.Waivers.ShouldBe(limited.Waivers);
        read.NeverLose.ShouldBe(limited.NeverLose);
        read.Plan.Terms.Budgets.ShouldBe(limited.Budgets);
    }

    [Fact]
    public void Nothing_differs_between_a_snapshot_and_its_copy() =>
        Compare(Kernel, Read(Bytes(Kernel))).Modules.ShouldBeEmpty();

    [Fact]
    public void Fields_of_a_later_version_are_passed_over() =>
        Read(Packed(
            Unpacked(Bytes(Kernel)).Replace(
                "\"kernel\":{", "\"later\":[1],\"kernel\":{\"also\":{\"later\":2},"))).Release.ShouldBe("6.12.1");

    [Fact]
    public void A_file_cut_within_its_content_is_an_error()
    {
        // What ends a deflate stream, and gzip's checksum behind it, say nothing that JSON's last brace doesn't.
        const int end = 16;
        var whole = Bytes(Kernel);
        for (var length = 0; length < whole.Length - end; length++)
            Should.Throw<InvalidInputException>(() => Read(whole[..length])).Message.ShouldContain("x.snapshot");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schema\":\"kernelsplit-snapshot-1\"}")]
    [InlineData("{\"schema\":\"kernelsplit-snapshot-2\",\"kernel\":{}}")]
    [InlineData("{\"schema\":\"kernelsplit-snapshot-1\",\"kernel\":null}")]
    [InlineData("{\"schema\":\"kernelsplit-snapshot-1\",\"kernel\":{\"release\":\"6.1\"}}")]
    [InlineData("no JSON")]
    public void Another_file_is_an_error_that_says_how_to_get_a_snapshot(string text) =>
        Should.Throw<InvalidInputException>(() => Read(Packed(text))).Message
            .ShouldContain("Take a snapshot with \"kernelsplit snapshot\"");

    [Theory]
    [InlineData("\"package\":\"gpu\"", "\"package\":\"nowhere\"")]
    [InlineData("\"requires\":[\"core\"]", "\"requires\":[\"hardware\"]")]
    [InlineData("drivers/ast.ko", "drivers/anchor.ko")]
    public void A_snapshot_that_contradicts_itself_is_an_error(string from, string to) =>
        Should.Throw<InvalidInputException>(() => Read(Packed(Unpacked(Bytes(Kernel)).Replace(from, to)))).Message
            .ShouldContain("damaged snapshot");

    [Theory]
    [InlineData("kernel/drivers/ast.ko", "")]
    [InlineData("kernel/drivers/ast.ko", "../../../etc/ast.ko")]
    [InlineData("\"size\":100", "\"size\":9223372036854775807")]
    [InlineData("\"size\":100", "\"size\":-1")]
    [InlineData("\"size\":100", "\"size\":1e400")]
    [InlineData("\"memorySize\":9", "\"memorySize\":9223372036854775807")]
    [InlineData("in core", "\\ud800")]
    [InlineData("\"A\":", "\"\\udc00\":")]
    [InlineData("[\"f\"]", "[[]]")]
    [InlineData("\"kind\":\"rule\"", "\"kind\":\"7\"")]
    [InlineData("6.12.1", "6.12.1 x")]
    public void What_no_kernel_can_have_is_an_error_and_no_crash(string from, string to)
    {
        var text = Unpacked(Bytes(Kernel));
        text.ShouldContain(from);

        Should.Throw<InvalidInputException>(() => Read(Packed(text.Replace(from, to)))).Message
            .ShouldStartWith("x.snapshot: error KS0001: damaged");
    }

    [Theory]
    [InlineData("growthPercent")]
    [InlineData("until")]
    [InlineData("pattern")]
    public void A_limit_that_is_spelt_otherwise_does_not_read_as_none(string field)
    {
        var text = Unpacked(Bytes(Kernel with
        {
            Budgets = [new Budget("core", 1, 2, 3.5, "map.yaml", 4)],
            Waivers = [new Waiver("budget", "core", "it may", new DateOnly(2027, 1, 1), "map.yaml", 5)],
            NeverLose = [new NeverLose("pci:v00008086*", "map.yaml", 6)],
        }));
        text.ShouldContain($"\"{field}\":");

        Should.Throw<InvalidInputException>(() => Read(Packed(text.Replace($"\"{field}\":", $"\"{field}z\":"))))
            .Message.ShouldContain($"unknown limit \"{field}z\"");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Unpacked(Bytes(Kernel)));
        bytes[Encoding.UTF8.GetString(bytes).IndexOf("in core", StringComparison.Ordinal)] = 0xFF;
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);

        Should.Throw<InvalidInputException>(() => Read(stream.ToArray())).Message.ShouldContain("damaged");
    }

    [Fact]
    public void One_that_was_unpacked_or_formatted_is_the_same()
    {
        Bytes(Read(Encoding.UTF8.GetBytes(Unpacked(Bytes(Kernel))))).ShouldBe(Bytes(Kernel));
        Bytes(Read(Formatted)).ShouldBe(Bytes(Kernel));
    }

    private static byte[] Formatted => Encoding.UTF8.GetBytes(
        JsonNode.Parse(Unpacked(Bytes(Kernel)))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    [Fact]
    public void Only_a_snapshot_is_taken_for_one()
    {
        using var directory = new TempDirectory();
        SnapshotFile.IsOne(Written("a", Bytes(Kernel))).ShouldBeTrue();
        SnapshotFile.IsOne(Written("b", Packed("a tarball"))).ShouldBeFalse();
        SnapshotFile.IsOne(Written("unpacked", Encoding.UTF8.GetBytes(Unpacked(Bytes(Kernel))))).ShouldBeTrue();
        SnapshotFile.IsOne(Written("formatted", Formatted)).ShouldBeTrue();
        SnapshotFile.IsOne(Written("c", [1, 2, 3])).ShouldBeFalse();
        SnapshotFile.IsOne(directory.Path).ShouldBeFalse();

        string Written(string name, byte[] content)
        {
            var file = Path.Combine(directory.Path, name);
            File.WriteAllBytes(file, content);
            return file;
        }
    }
}
