using System.Globalization;
using System.Text.RegularExpressions;
using KernelSplit.Modules;
using KernelSplit.Modules.Symbols;

namespace KernelSplit.Acceptance;

/// <summary>What ELF files say, held against readelf, modprobe and depmod.</summary>
[Part(Part.Distributions)]
public sealed partial class ElfFactsTests
{
    /// <summary>Every so many modules, so that all kinds are among them.</summary>
    private const int Step = 100;

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.All), MemberType = typeof(KernelsUnderTest))]
    public void Sections_and_build_ids_are_what_readelf_prints(string package)
    {
        foreach (var (module, file) in Sample(package))
        {
            var printed = Shell.Must("readelf", "--wide", "--sections", "--notes", file).Output;

            var sections = SectionLine().Matches(printed).Select(match => (
                match.Groups["name"].Value,
                long.Parse(match.Groups["size"].Value, NumberStyles.AllowHexSpecifier),
                match.Groups["flags"].Value.Contains('A')));
            module.Sections.Select(section => (section.Name, section.Size, section.IsLoaded))
                .ShouldBe(sections, module.Name);
            module.BuildId.ShouldBe(
                BuildIdLine().Match(printed) is { Success: true } id ? id.Groups[1].Value : null, module.Name);
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.All), MemberType = typeof(KernelsUnderTest))]
    public void Imports_have_the_versions_that_modprobe_prints(string package)
    {
        foreach (var (module, file) in Sample(package))
        {
            var printed = Shell.Must("modprobe", "--dump-modversions", file).Lines.Select(line => line.Split('\t'))
                .Select(words => (words[1], words[0]));

            module.Imports.Where(import => import.Crc is not null).Select(import => (import.Name, $"0x{import.Crc:x8}"))
                .ShouldBe(printed, ignoreOrder: true, module.Name);
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Exports_have_the_kind_and_the_namespace_that_modpost_wrote_down(string package)
    {
        var tree = KernelUnderTest.Of(package).Tree;
        var written = File.ReadLines(KernelUnderTest.Of(package).Symvers)
            .Select(line => line.Split('\t'))
            .Where(words => words[2] != "vmlinux")
            .Select(words => (words[2], words[1], words[3] == "EXPORT_SYMBOL_GPL", words[4]));

        tree.Modules
            .SelectMany(
                module => module.Exports,
                (module, export) => (module.SourcePath, export.Name, export.IsGplOnly, export.Namespace ?? ""))
            .ShouldBe(written, ignoreOrder: true);
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Unresolved_symbols_are_those_that_depmod_complains_of(string package)
    {
        var whole = KernelUnderTest.Of(package).Tree;
        var symvers = KernelUnderTest.Of(package).Symvers;
        SymbolCheck.Run(whole, KernelSymbols.Read(symvers)).ShouldBeEmpty();

        // With modules missing, and with other versions of some of vmlinux's symbols.
        using var part = new TempDirectory("kernelsplit-part-");
        foreach (var module in whole.Modules.Where(module => module.Exports.Count < 20))
        {
            var link = Path.Combine(part.Path, "lib/modules", whole.Release, module.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.Copy(Path.Combine(KernelUnderTest.Of(package).Modules, module.Path), link);
        }
        var changed = Path.Combine(part.Path, "Module.symvers");
        File.WriteAllLines(
            changed,
            File.ReadLines(symvers).Select(line =>
                line.Contains("\tk", StringComparison.Ordinal) ? "0xdead0000" + line[10..] : line));

        var problems = SymbolCheck.Run(ModuleTreeReader.Read([part.Path]), KernelSymbols.Read(changed));

        var complaints = Complaint()
            .Matches(Shell.Must("depmod", "-n", "-e", "-E", changed, "-b", part.Path, whole.Release).Errors)
            .Select(match => (ModulePath.NameOf(match.Groups["file"].Value), match.Groups["symbol"].Value));
        problems.Count.ShouldBeGreaterThan(1000);
        problems.Select(problem => (problem.Module, problem.Symbol)).ShouldBe(complaints, ignoreOrder: true);
    }

    /// <summary>Some modules of a package, each with a plain file of it.</summary>
    private static IEnumerable<(KernelModule Module, string File)> Sample(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var tree = kernel.Tree;
        using var folder = new TempDirectory();
        for (var i = 0; i < tree.Modules.Count; i += Step)
        {
            var module = tree.Modules[i];
            var file = Path.Combine(kernel.Modules, module.Path);
            if (file.EndsWith(".xz", StringComparison.Ordinal))
            {
                var plain = Path.Combine(folder.Path, "plain.ko");
                Shell.Must("bash", "-c", "xz --decompress --stdout \"$1\" > \"$2\"", "-", file, plain);
                file = plain;
            }
            yield return (module, file);
        }
    }

    [GeneratedRegex(
        @"^ *\[ *[1-9]\d*\] (?<name>\S+) +[A-Z_]\S* +[0-9a-f]{8,16} [0-9a-f]{6} "
        + @"(?<size>[0-9a-f]{6,}) [0-9a-f]{2} (?<flags>[A-Za-z ]{3})",
        RegexOptions.Multiline)]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"Build ID: ([0-9a-f]+)")]
    private static partial Regex BuildIdLine();

    [GeneratedRegex(@"(?<file>\S+\.ko\S*) (needs unknown symbol|disagrees about version of symbol) (?<symbol>\S+)")]
    private static partial Regex Complaint();
}
