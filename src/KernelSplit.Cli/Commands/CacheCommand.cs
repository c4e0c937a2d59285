using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit cache</c>: what is kept between runs, and its end.</summary>
internal static class CacheCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        const string summary = "List what is kept between runs, with its size, or delete the oldest of it.";
        var command = new DocumentedCommand("cache", summary, """
            Lists sources, configurations, builds, packages and what was read of module trees, used last first.

            Examples:
              kernelsplit cache
              kernelsplit cache prune
              kernelsplit cache prune --limit 5GiB
              kernelsplit cache prune --all
              kernelsplit cache --json
            """)
        {
            json,
        };
        command.Add(Prune());
        command.SetAction((parsed, _) => Failure.Guard(() =>
        {
            var root = Cache.RootOfThisUser;
            Print(root, new CacheUsage(root).Results(), [], parsed.GetValue(json));
            return Task.FromResult(ExitCode.Fine);
        }));
        return command;
    }

    private static Command Prune()
    {
        var limit = new Option<string>("--limit")
        {
            Description = "Delete what wasn't used for the longest time until the rest is no larger than this",
            DefaultValueFactory = _ => "20GiB",
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && ByteSize.Parse(result.Tokens[^1].Value) is null)
                result.AddError($"--limit must be a size such as 5GiB, not \"{result.Tokens[^1].Value}\"");
        });
        var all = new Option<bool>("--all") { Description = "Delete everything that no process uses" };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        const string summary = "Delete what wasn't used for the longest time, and what killed processes left.";
        var command = new DocumentedCommand("prune", summary, """
            Never deleted: what a process is using or creating, the answers of compilers (a few hundred kilobytes), and
            what kernelsplit didn't put there. Deleting costs time and nothing else: the next run creates it again.

            Examples:
              kernelsplit cache prune
              kernelsplit cache prune --limit 500MiB
              kernelsplit cache prune --all
            """)
        {
            limit, all, json,
        };
        command.SetAction((parsed, _) => Failure.Guard(() =>
        {
            if (parsed.GetValue(all) && parsed.GetResult(limit) is { Implicit: false })
                throw new InvalidInputException("--all", "can't be combined with --limit", "Drop one of them");
            var root = Cache.RootOfThisUser;
            var usage = new CacheUsage(root);
            var most = parsed.GetValue(all) ? -1 : ByteSize.Parse(parsed.GetRequiredValue(limit))!.Value;
            var deleted = usage.Prune(most);
            Print(root, usage.Results(), deleted, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Fine);
        }));
        return command;
    }

    private static void Print(
        string root, IReadOnlyList<CachedResult> results, IReadOnlyList<CachedResult> deleted, bool asJson)
    {
        if (asJson)
        {
            var document = new CacheDocument(
                "kernelsplit-cache-1", root, results.Sum(result => result.Size), results, deleted);
            Terminal.Json(to => JsonReport.Write(to, document, CacheContext.Default.CacheDocument));
            return;
        }

        foreach (var result in deleted)
            Console.Out.WriteLine($"deleted: {result.Stage}/{result.Key}, {ByteSize.Format(result.Size)}");
        if (results.Count > 0)
        {
            TextTable.Print(new Table(
                "", ["stage", "key", "size", "last used", ""],
                [.. results.Select(result => new[]
                {
                    result.Stage, result.Key, ByteSize.Format(result.Size), Time(result), Words(result.State),
                })])
            {
                Numbers = [2],
            });
        }

        Console.Out.WriteLine($"{root}: {ByteSize.Format(results.Sum(result => result.Size))}");
    }

    private static string Time(CachedResult result) =>
        result.LastUsed.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Words(CachedState state) => state switch
    {
        CachedState.Complete => "",
        CachedState.Partial => "interrupted",
        _ => "in use",
    };
}

internal sealed record CacheDocument(
    string Schema, string Directory, long Size, IReadOnlyList<CachedResult> Results,
    IReadOnlyList<CachedResult> Deleted);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CacheDocument))]
internal sealed partial class CacheContext : JsonSerializerContext;
