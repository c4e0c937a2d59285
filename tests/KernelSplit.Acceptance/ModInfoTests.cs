using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Acceptance;

/// <summary>What modules say of themselves, held against the machine's modinfo, field by field.</summary>
[Part(Part.Distributions)]
public sealed class ModInfoTests
{
    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_field_of_every_module_is_what_modinfo_prints(string package)
    {
        var (tree, release) = (KernelUnderTest.Of(package).Tree, KernelUnderTest.Of(package).Modules);

        foreach (var batch in tree.Modules.Chunk(500))
        {
            var printed = ModInfo([.. batch.Select(module => Path.Combine(release, module.Path))], "filename:");
            for (var i = 0; i < batch.Length; i++)
                printed[i].ShouldBe(
                    Fields(batch[i].ModInfo).Concat(Signature(batch[i].Signature)).Concat(Parameters(batch[i].ModInfo)),
                    batch[i].Name);
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_field_of_built_in_code_is_what_modinfo_prints(string package)
    {
        var tree = KernelUnderTest.Of(package).Tree;
        using var root = new TempDirectory();
        var release = Directory.CreateDirectory(Path.Combine(root.Path, "lib/modules", tree.Release)).FullName;
        foreach (var list in new[] { "modules.builtin", "modules.builtin.modinfo" })
            File.Copy(Path.Combine(KernelUnderTest.Of(package).Modules, list), Path.Combine(release, list));
        foreach (var file in DepmodFiles.Of(tree))
            File.WriteAllBytes(Path.Combine(release, file.Name), file.ToBytes());
        var builtIns = tree.BuiltIns.Where(builtIn =>
            builtIn.SourcePath is not null && builtIn.ModInfo.Fields.Count > 0).ToList();

        var printed = ModInfo(
            ["-m", "-b", root.Path, "-k", tree.Release, .. builtIns.Select(builtIn => builtIn.Name)], "name:");

        builtIns.Count.ShouldBeGreaterThan(100);
        foreach (var (builtIn, fields) in builtIns.Zip(printed))
            fields.Skip(1).ShouldBe(Fields(builtIn.ModInfo).Concat(Parameters(builtIn.ModInfo)), builtIn.Name);
    }

    /// <summary>Of each module what follows the line that it starts with.</summary>
    private static List<List<string>> ModInfo(IEnumerable<string> arguments, string start)
    {
        var printed = new List<List<string>>();
        foreach (var field in Shell.Must("modinfo", ["-0", .. arguments]).Output.Split(
            '\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (field.StartsWith(start, StringComparison.Ordinal))
                printed.Add([]);
            else
                printed[^1].Add(field);
        }
        return printed;
    }

    private static IEnumerable<string> Fields(ModInfo info) =>
        info.Fields.Where(field => field.Key is not ("parm" or "parmtype")).Select(field =>
            $"{field.Key}={field.Value}");

    private static IEnumerable<string> Parameters(ModInfo info) =>
        info.Parameters.Select(parameter => "parm:           " + parameter switch
        {
            { Description: null } => $"{parameter.Name}:{parameter.Type}",
            { Type: null } => $"{parameter.Name}:{parameter.Description}",
            _ => $"{parameter.Name}:{parameter.Description} ({parameter.Type})",
        });

    private static IEnumerable<string> Signature(ModuleSignature? signature) => signature is null
        ? []
        :
        [
            "sig_id=PKCS#7",
            $"signer={signature.Signer}",
            $"sig_key={Colons(Convert.FromHexString(signature.SerialNumber!))}",
            $"sig_hashalgo={signature.HashAlgorithm}",
            "signature=" + string.Join(":\n\t\t", signature.Value.ToArray().Chunk(20).Select(Colons)),
        ];

    private static string Colons(byte[] bytes) =>
        Convert.ToHexString(bytes).Chunk(2).Select(pair => new string(pair)).Aggregate((a, b) => $"{a}:{b}");
}
