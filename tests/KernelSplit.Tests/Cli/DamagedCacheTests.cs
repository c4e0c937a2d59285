using System.Security.Cryptography;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Cli;

/// <summary>
/// Files in the cache that a disk or a person changed: the next run notices, makes what they belong to anew, and has
/// the same result.
/// </summary>
public sealed class DamagedCacheTests : IDisposable
{
    // rpmbuild doesn't work in a path with spaces.
    private readonly TempDirectory _directory = new("kernelsplit-");
    private readonly StandInSource _source = new(6);
    private readonly Random _random = new(Coverage.Seed());

    public DamagedCacheTests()
    {
        _directory.Write("map.yaml", """
            version: 1
            name: small
            packages:
              - {name: core, summary: Core}
              - {name: more, summary: More, requires: [core], default: true}
            rules:
              - {to: core, because: guests need it, when: {name: [m00, m01, m02]}}
            """);
        _directory.Write("fragments/small/target.yaml", "name: small\nsummary: S\n");
        _directory.Write("fragments/small/common.config", "CONFIG_MODULES=y\n");
        _directory.Write(
            "kernelsplit.yaml",
            $"name: small\nkernel: {_source.Path}\narch: x86_64\ntargets: [small]\npackage-map: map.yaml\n");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_damaged_result_is_never_published()
    {
        if (!Shell.Has("rpmbuild") || !Shell.Has("make"))
            Assert.Skip("rpmbuild isn't installed");
        var expected = Published();
        var cache = Path.Combine(_directory.Path, "cache/kernelsplit");
        string[] patterns = ["*.rpm", "*.ko", ".config", "vmlinuz", "*.spec"];

        foreach (var pattern in patterns)
        {
            var files = Directory.GetFiles(cache, pattern, SearchOption.AllDirectories);
            files.ShouldNotBeEmpty(pattern);
            var damaged = files.Order(StringComparer.Ordinal).ElementAt(_random.Next(files.Length));
            var how = Damage(damaged, files);
            // Sizes and times are as before.
            Published().ShouldBe(expected, $"{damaged}: {how}");
        }
    }

    /// <summary>A byte flipped, the end cut off, or the content of another file; its times stay.</summary>
    private string Damage(string file, string[] others)
    {
        var time = File.GetLastWriteTimeUtc(file);
        var content = File.ReadAllBytes(file);
        var other = others.Select(File.ReadAllBytes).FirstOrDefault(bytes => !bytes.SequenceEqual(content));
        var how = _random.Next(other is null ? 2 : 3);
        if (how == 0)
            content[_random.Next(content.Length)] ^= (byte)(1 << _random.Next(8));
        File.WriteAllBytes(file, how switch { 0 => content, 1 => content[..^1], _ => other! });
        File.SetLastWriteTimeUtc(file, time);
        return how switch { 0 => "a bit flipped", 1 => "cut", _ => "another file's content" };
    }

    private Dictionary<string, string> Published()
    {
        var output = Path.Combine(_directory.Path, "out");
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        var ended = Shell.Run(
            "dotnet", [Command.Program, "run", "kernelsplit.yaml", "--no-install"], _directory.Path,
            new Dictionary<string, string>
            {
                ["XDG_CACHE_HOME"] = Path.Combine(_directory.Path, "cache"),
                ["SOURCE_DATE_EPOCH"] = "1700000000",
            });
        ended.ExitCode.ShouldBe(0, ended.Errors);
        return Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(output, file),
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
    }
}
