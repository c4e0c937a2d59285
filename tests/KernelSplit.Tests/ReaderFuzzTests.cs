using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KernelSplit.Devices.Libvirt;
using KernelSplit.Devices.Listings;
using KernelSplit.Devices.Naming;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Reports;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Import;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Testing.Fuzzing;
using KernelSplit.Tests.Footprint;
using KernelSplit.Tests.Kconfig;
using KernelSplit.Tests.Makefiles;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests;

/// <summary>
/// What people and programs write for us, damaged by a seed: each is read, or refused as wrong input, soon and in
/// little memory, and what is made of it is fit for a terminal. What is read and gives another answer than all before
/// it is damaged further. $KERNELSPLIT_FUZZ_SECONDS is how long each takes, from
/// the seed $KERNELSPLIT_FUZZ_SEED on. Modules and packages are FuzzTests', Kconfig files KconfigFuzzTests'.
/// </summary>
public sealed partial class ReaderFuzzTests : IDisposable
{
    // What one small input may allocate, and take on the busiest machine.
    private const long MostAllocated = 256L << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // What is damaged further: how many inputs at most, and how long each and its answer may be.
    private const int MostKept = 2000;
    private const int LargestKept = 64 * 1024;
    private const int LongestShape = 2000;

    private static readonly PackagedKernel Kernel = PackagedKernel.Planned(
        Build.Tree(
            Build.Module("drivers/net/igb", aliases: ["pci:v00008086d00001533sv*sd*bc*sc*i*"]),
            Build.Module("drivers/net/virtio_net", aliases: ["virtio:d00000001v*"])),
        new Plan(
            "6.12.0-test", "test", [new Package("core", "Core", "", [], IsDefault: true)],
            [
                new Placement("igb", "kernel/drivers/net/igb.ko.xz", 1, "core", Reason.Packaged, []),
                new Placement("virtio_net", "kernel/drivers/net/virtio_net.ko.xz", 1, "core", Reason.Packaged, []),
            ],
            []),
        package => package, "plan.json");

    private static readonly IReadOnlyDictionary<string, string> Models =
        Target.ModaliasesByName(new DataDirectories(Checkout.Folder).ReadTargets(["kvm", "xen", "esxi"]));

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Package_maps() => Try([OfCheckout("package-maps/cloud.yaml")], map =>
        PackageMapReader.Read(Written("map.yaml", map), new DataDirectories(Checkout.Folder)), share: 20);

    [Fact]
    public void Projects() => Try([OfCheckout("examples/demo/kernelsplit.yaml")], project =>
        ProjectReader.Read(
            Written("kernelsplit.yaml", project),
            new DataDirectories(Checkout.Folder).Beside(Path.Combine(Checkout.Folder, "examples/demo"))), share: 5);

    [Fact]
    public void Targets()
    {
        Try([OfCheckout("fragments/kvm/target.yaml")], target =>
        {
            Written("fragments/kvm/target.yaml", target);
            return TargetReader.Read("kvm", new DataDirectories(_directory.Path, Checkout.Folder));
        });
    }

    [Fact]
    public void Plans()
    {
        var tree = Build.Tree(Build.Module("drivers/net/a", needs: ["b"]), Build.Module("drivers/net/b"));
        var plan = Solver.Solve(new KernelFacts(tree), Build.Map(_directory, """
            rules:
              - {to: gpu, because: it must, when: {name: a}}
            budgets: {core: {installed: 5 MiB}}
            waivers: [{check: budget, about: core, because: it may}]
            never-lose: ["pci:v00008086d00001533*"]
            """));
        Try([Encoding.UTF8.GetBytes(PlanFile.Write(plan))], bytes =>
        {
            var read = PlanFile.Read(Written("plan.json", bytes));
            _ = new PackageReach(read.Packages);
            read.PackageOfModules();
            return PlanFile.Write(read);
        });
    }

    [Fact]
    public void Snapshots()
    {
        var kernel = Kernels.Of(
            Kernels.Module("anchor", aliases: "pci:v00008086d*") with { Dependencies = ["ast"], Exports = ["f"] },
            Kernels.Module("ast", "gpu")) with
        {
            Config = new Dictionary<string, string> { ["A"] = "y" },
            Contract = [new SnapshotRequirement("kvm", "disk", true, "in core")],
            Image = new KernelImage(5, "aa", 9, [new ModuleSection("text", 4, true)]),
            Budgets = [new Budget("core", 1, 2, 3.5, "map.yaml", 1)],
            Waivers = [new Waiver("budget", "core", "it may", new DateOnly(2027, 1, 1), "map.yaml", 1)],
            NeverLose = [new NeverLose("pci:v00008086*", "map.yaml", 1)],
        };
        using var packed = new MemoryStream();
        SnapshotFile.Write(kernel, packed);
        packed.Position = 0;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
            gzip.CopyTo(plain);
        Try([plain.ToArray()], bytes =>
        {
            using var damaged = new MemoryStream();
            using (var gzip = new GZipStream(damaged, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(bytes);
            damaged.Position = 0;
            var read = SnapshotFile.Read(damaged, "x.snapshot");
            var difference = Kernels.Compare(kernel, read);
            DifferenceJson.Write(difference);
            HtmlReport.Write(difference);
            XDocument.Parse(DifferenceJUnit.Write(difference));
            return DifferenceMarkdown.Write(difference) + DifferenceJUnit.Write(difference);
        });
    }

    [Fact]
    public void Listings()
    {
        var guest = Directory.EnumerateFiles(Path.Combine(Checkout.Folder, "tests/Guest"), "l*.txt").Order(
            StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        var names = DeviceNames.Load();
        Try(
            guest, bytes => Answer(TextListing.Read("x", Encoding.UTF8.GetString(bytes).Split('\n')), names),
            share: 10);
    }

    [Fact]
    public void Libvirt_domains()
    {
        var names = DeviceNames.Load();
        Try(
            [
                """
                <domain type='kvm'><os><type arch='x86_64'>hvm</type></os><devices>
                <disk type='file' device='disk'><target dev='vda' bus='virtio'/></disk><controller type='usb'/>
                <interface type='network'><model type='e1000e'/></interface><serial type='pty'/><video/>
                <hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x3b' slot='0x02'/></source>
                </hostdev></devices></domain>
                """u8.ToArray(),
            ],
            bytes => Answer(DomainXml.Read("x", new StringReader(Encoding.UTF8.GetString(bytes)), Models), names));
    }

    [Fact]
    public void Makefiles()
    {
        using var source = new KernelSourceTree();
        source.Write("drivers/net/Makefile", "obj-y += a.o\n");
        Try(
            ["""
            # comment \
            ifdef CONFIG_A
            obj-$(CONFIG_B) += b.o net/
            b-y := one.o two.o
            b-$(CONFIG_C) += $(addprefix three/, x.o) $(if $(CONFIG_D),d.o)
            else ifeq ($(CONFIG_E)$(CONFIG_F),yy)
            obj-m := e.o $(obj-m:f%=g%)
            endif
            define x
            obj-y += $(1).o
            endef
            include $(src)/Makefile.more
            """u8.ToArray()],
            bytes =>
            {
                File.WriteAllBytes(Path.Combine(source.Path, "drivers/Makefile"), bytes);
                return string.Join('\n', source.Read().Diagnostics);
            });
    }

    [Fact]
    public void Kconfig_files()
    {
        using var files = new SmallTree("");
        Try([Encoding.UTF8.GetBytes(KconfigFuzzTests.Whole)], bytes =>
        {
            File.WriteAllBytes(Path.Combine(files.Path, "Kconfig"), bytes);
            var configuration = new Configuration(files.Read());
            configuration.Load("CONFIG_A=m\n# CONFIG_C2 is not set\nCONFIG_C=99\n"u8, ".config");
            foreach (var symbol in configuration.Tree.Symbols)
                configuration.ValueOf(symbol);
            return null;
        });
    }

    [Fact]
    public void Fragments() => Try([OfCheckout("fragments/base/common.config")], bytes =>
    {
        var problems = new List<Diagnostic>();
        ConfigText.ReadFile(Written("a.config", bytes), problems);
        return string.Join('\n', problems);
    });

    [Fact]
    public void Imported_maps() => Try(
        ["""
            packages:
              - name: base
                depends-on: []
              - {name: rt, depends-on: [base], if_variant_in: [rt]}
              - name: more
                depends-on:
                - base
            rules:
              - drivers/rt.*: rt
                if_variant_in: [rt, automotive]
              - drivers/net/(virtio|xen)[a-c]*.*: base
              - fs/ext[2-4]/.*: more
                exact_pkg: true
              - .*_kunit: more
              - default: more
            """u8.ToArray()],
        bytes => string.Join(
            '\n', ImportedMap.Parse("x.yaml", new StringReader(Encoding.UTF8.GetString(bytes)), []).Remarks));

    [Fact]
    public void Device_ids_and_patterns() => Try(
        ["pci:v00008086d00001533sv*sd*bc[0-2]*sc*i*"u8.ToArray(), "15ad:07b0:15ad:07b0"u8.ToArray()],
        bytes =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            AliasPattern.Matches(text, "pci:v00008086d00001533sv00000000sd00000000bc02sc00i00");
            if (DeviceId.Read(text) is { } device)
                MachineAnswer.Of(Kernel, [new Listing([device], [])]);
            return null;
        });

    private static string Answer(Listing listing, DeviceNames names)
    {
        using var text = new StringWriter();
        var answer = MachineAnswer.Of(Kernel, [listing]);
        MachineText.Write(text, answer, names, null);
        foreach (var unknown in answer.Unknown)
            text.WriteLine(unknown);
        return text.ToString();
    }

    private static byte[] OfCheckout(string file) => File.ReadAllBytes(Path.Combine(Checkout.Folder, file));

    private string Written(string name, byte[] content)
    {
        var file = Path.Combine(_directory.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <param name="originals">What is damaged.</param>
    /// <param name="read">Reads it; what it returns as text is what people would see of it.</param>
    /// <param name="share">How much longer one takes than the shortest.</param>
    /// <param name="reader">The test.</param>
    private static void Try(
        IReadOnlyList<byte[]> originals, Func<byte[], object?> read, int share = 1,
        [CallerMemberName] string reader = "")
    {
        var seed = Setting("KERNELSPLIT_FUZZ_SEED") ?? Coverage.Seed() / 2;
        var (first, refused) = (seed, 0);
        var time = TimeSpan.FromSeconds(Setting("KERNELSPLIT_FUZZ_SECONDS") ?? Coverage.Choose(5, 60));
        var (corpus, answers) = (originals.ToList(), new HashSet<string>(StringComparer.Ordinal));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (; seed - first < 1000 / share || clock.Elapsed < time; seed++)
        {
            var random = new Random(seed);
            var damaged = Mutation.Apply(random, corpus[random.Next(corpus.Count)]);
            try
            {
                var start = clock.Elapsed;
                string? text = null;
                var before = refused;
                var allocated = Effort.Allocated(() => (text, refused) = Read(read, damaged, refused));
                // Of what is refused, most is refused for the same reason whatever else is changed.
                if (answers.Add(Shape(text)) && refused == before && corpus.Count < MostKept
                    && damaged.Length < LargestKept)
                    corpus.Add(damaged);
                if (text is not null && PlainText.Lines(text) != text)
                    throw new InvalidOperationException("what is printed controls a terminal");
                if (allocated > MostAllocated)
                    throw new InvalidOperationException($"{allocated >> 20} MiB allocated");
                if (clock.Elapsed - start > Longest)
                    throw new InvalidOperationException($"it took {clock.Elapsed - start}");
            }
            catch (Exception e)
            {
                var saved = Path.Combine(Path.GetTempPath(), $"kernelsplit-fuzz-{seed}");
                File.WriteAllBytes(saved, damaged);
                throw new InvalidOperationException($"seed {seed}, saved as {saved}: {e.Message}", e);
            }
        }

        Console.WriteLine($"{reader}: {seed - first} inputs, {refused} refused, {answers.Count} different answers");
        refused.ShouldBeLessThan(seed - first);
    }

    private static (string? Text, int Refused) Read(Func<byte[], object?> read, byte[] damaged, int refused)
    {
        try
        {
            return (read(damaged) as string, refused);
        }
        catch (NothingToCompareException)
        {
            return (null, refused + 1);
        }
        catch (InvalidInputException e)
        {
            return (string.Join('\n', e.Diagnostics), refused + 1);
        }
    }

    /// <summary>An answer without its numbers and what it quotes.</summary>
    private static string Shape(string? answer) => answer is null ? "" : Quoted().Replace(
        answer.Length > LongestShape ? answer[..LongestShape] : answer, "");

    [GeneratedRegex("\"[^\"\n]*\"|[0-9]+")]
    private static partial Regex Quoted();

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
