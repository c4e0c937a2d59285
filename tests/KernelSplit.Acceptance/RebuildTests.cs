using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>
/// The demo kernel's modules built again and again: a difference that only a build makes is none, and one in the source
/// is found in the module that it is in.
/// </summary>
[Part(Part.Compile)]
public sealed class RebuildTests(Shared<DemoRun> shared) : IDisposable
{
    private readonly DemoRun _run = shared.Value;

    // Not below a path that changes: the compiler writes it into the objects.
    private const string Driver = "drivers/net/virtio_net.c";
    private const string Statement = "strscpy(info->version, VIRTNET_DRIVER_VERSION";

    private readonly TempDirectory _folder = new("kernelsplit-");

    public void Dispose() => _folder.Dispose();

    [AptFact(OnlyInFull = true)]
    public void Another_build_changes_nothing_and_another_line_one_module()
    {
        var source = Path.Combine(_folder.Path, "source");
        Shell.Must("cp", "--recursive", "--reflink=auto", _run.Source, source);
        var first = Build(source, "first", "-one", "1");
        var again = Build(source, "again", "-another-one", "27");
        var driver = Path.Combine(source, Driver);
        var lines = File.ReadAllLines(driver);
        File.WriteAllLines(driver, lines.Where(line => !line.Contains(Statement)));
        lines.Count(line => line.Contains(Statement)).ShouldBe(1);
        var edited = Build(source, "again", "-another-one", "28");

        var (rebuilt, changed) = (Diff(first, again), Diff(again, edited));

        rebuilt.GetProperty("old").GetProperty("modules").GetInt32().ShouldBeGreaterThan(100);
        Changed(rebuilt).ShouldBeEmpty();
        Files(first).Zip(Files(again)).Count(pair =>
            File.ReadAllBytes(pair.First).SequenceEqual(File.ReadAllBytes(pair.Second))).ShouldBe(0);
        Changed(changed).ShouldBe(["virtio_net"]);
    }

    /// <summary>
    /// Modules only: the kernel image would take longer than all of them, and for symbol versions it is compiled too.
    /// </summary>
    private string Build(string source, string name, string localVersion, string buildVersion)
    {
        var output = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        var root = Path.Combine(_folder.Path, $"root-{name}-{buildVersion}");
        if (!File.Exists(Path.Combine(output, "key.pem")))
        {
            Shell.Must("cp", Path.Combine(_run.Tree, "config"), Path.Combine(output, ".config"));
            Shell.Must(
                "openssl", "req", "-new", "-nodes", "-x509", "-batch", "-newkey", "rsa:2048", "-days", "30", "-subj",
                $"/CN={name}",
                "-keyout", Path.Combine(output, "key.pem"), "-out", Path.Combine(output, "cert.pem"));
            Shell.Must(
                Path.Combine(source, "scripts/config"), "--file", Path.Combine(output, ".config"), "--disable",
                "MODVERSIONS", "--enable", "MODULE_SIG",
                "--set-str", "LOCALVERSION", localVersion);
            Make("olddefconfig");
        }

        Make("modules_prepare");
        // Without a kernel image nobody knows what that exports.
        Make("KBUILD_MODPOST_WARN=1", "modules");
        // modules_install wants lists that only a kernel image brings.
        Shell.Must(
            "sh",
            "-e",
            "-c",
            "to=\"$2/lib/modules/$(cat \"$1/include/config/kernel.release\")/kernel\"; mkdir -p \"$to\"; cd \"$1\"; "
                + "find . -name '*.ko' | cpio --pass-through --make-directories --quiet \"$to\"",
            "-", output, root);
        foreach (var module in Directory.EnumerateFiles(root, "*.ko", SearchOption.AllDirectories))
            Shell.Must(
                Path.Combine(output, "scripts/sign-file"), "sha256", Path.Combine(output, "key.pem"),
                Path.Combine(output, "cert.pem"), module);
        return root;

        void Make(params string[] arguments)
        {
            var ended = Shell.Run(
                "make",
                ["-C", source, $"O={output}", $"-j{Environment.ProcessorCount}", "-s", .. arguments],
                environment: new Dictionary<string, string>
                {
                    ["PATH"] = $"/usr/lib/ccache:{Environment.GetEnvironmentVariable("PATH")}",
                    ["CCACHE_DIR"] = Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/kernelsplit/ccache"),
                    ["CCACHE_BASEDIR"] = _folder.Path,
                    ["CCACHE_NOHASHDIR"] = "1",
                    ["KBUILD_BUILD_VERSION"] = buildVersion,
                });
            ended.ExitCode.ShouldBe(0, ended.Errors[Math.Max(0, ended.Errors.Length - 3000)..]);
        }
    }

    private JsonElement Diff(string old, string now)
    {
        var ended = Shell.KernelSplit(_folder.Path, "diff", old, now, "--json");
        ended.ExitCode.ShouldBeOneOf(0, 1);
        return JsonDocument.Parse(ended.Output).RootElement;
    }

    private static string[] Changed(JsonElement difference) =>
        [
            .. difference.GetProperty("modules").EnumerateArray().Select(module =>
                module.GetProperty("name").GetString()!),
        ];

    private static IEnumerable<string> Files(string root) =>
        Directory.EnumerateFiles(root, "*.ko*", SearchOption.AllDirectories)
        .OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal);
}
