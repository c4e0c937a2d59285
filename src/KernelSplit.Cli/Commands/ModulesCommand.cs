using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Modules.Depmod;
using KernelSplit.Modules.Symbols;
using KernelSplit.Splitting.Explaining;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit modules</c>: facts about a kernel's modules.</summary>
internal static class ModulesCommand
{
    private const string StandardStream = "-";

    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var names = new Option<string[]>("--name", "-n")
        {
            Description = "Print everything about this module (repeatable)",
        };
        var devices = new Option<string[]>("--modalias", "-m")
        {
            Description = "Print the modules for this device or alias (repeatable); - reads a list from standard input",
        };
        var depmod = new Option<string?>("--depmod")
        {
            Description = "Write depmod's files to this directory; - prints what depmod -n prints",
        };
        var symbols = new Option<string?>("--symbols")
        {
            Description = "Module.symvers or System.map of the kernel, to find unresolved symbols",
        };
        var source = new Option<string?>("--source")
        {
            Description = "Kernel source, to find each module's Kconfig symbols",
        };
        var json = new Option<bool>("--json") { Description = "Print all facts as JSON" };
        const string summary = "Print facts about the modules of a prebuilt kernel: devices, dependencies, exported "
            + "symbols, parameters.";
        var command = new DocumentedCommand("modules", summary, """
            Examples:
              kernelsplit modules /
              kernelsplit modules linux-image-6.12-amd64.deb --name e1000e
              kernelsplit modules kernel-core-*.rpm kernel-modules-*.rpm --json > facts.json
              cat /sys/bus/pci/devices/*/modalias | kernelsplit modules / --modalias -
              kernelsplit modules build/ --source linux-6.12/ --name virtio_net
              kernelsplit modules root/ --depmod root/lib/modules/6.12.0
            """)
        {
            inputs, names, devices, depmod, symbols, source, json,
        };
        command.NotWith(depmod, names, devices, symbols, source, json);
        command.NotWith(devices, names, symbols, source);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var request = new Request(
                parsed.GetRequiredValue(inputs), parsed.GetValue(names) ?? [], parsed.GetValue(devices) ?? [],
                parsed.GetValue(depmod), parsed.GetValue(symbols), parsed.GetValue(source), parsed.GetValue(json));
            return Task.FromResult(Run(request, cancellation));
        }));
        return command;
    }

    private static int Run(Request request, CancellationToken cancellation)
    {
        var reader = Terminal.KernelReader();
        var tree = reader.Read(request.Inputs, cancellation);
        Terminal.Report(tree.Diagnostics);
        Terminal.Report(
            [.. CompressionCheck.Run(tree, () => Kernel(KernelFiles.Find(request.Inputs, tree.Release)).Config)]);
        var hasFindings = request switch
        {
            { Depmod: { } directory } => WriteDepmodFiles(tree, directory),
            { Devices.Length: > 0 } => PrintDrivers(new KernelFacts(tree), request),
            _ => PrintFacts(
                Kernel(KernelFiles.None with { Symbols = FindSymbols(tree, request) }, request.Source), request),
        };
        return hasFindings || tree.Diagnostics.HaveErrors() ? ExitCode.Findings : ExitCode.Fine;

        KernelFacts Kernel(KernelFiles files, string? source = null) =>
            new(tree, source is null ? null : reader.Makefiles(tree, source)) { Files = files };
    }

    private static bool WriteDepmodFiles(ModuleTree tree, string directory)
    {
        try
        {
            if (directory == StandardStream)
            {
                using var output = Console.OpenStandardOutput();
                DepmodFiles.WriteDryRun(tree, output);
                return false;
            }
            var files = DepmodFiles.Of(tree);
            Directory.CreateDirectory(directory);
            foreach (var file in files)
                AtomicFile.Write(Path.Combine(directory, file.Name), file.Write);
            return false;
        }
        catch (InvalidInputException e) when (e.Diagnostics.All(found => found.Kind == DiagnosticKind.Cycle))
        {
            Terminal.Report(e.Diagnostics);
            return true;
        }
    }

    private static bool PrintDrivers(KernelFacts facts, Request request)
    {
        var lookup = new ModuleLookup(facts.Tree);
        var devices = request.Devices.SelectMany(device =>
            device == StandardStream ? Modaliases() : [device]).Distinct();
        var answers = devices.Select(device => (Modalias: device, Drivers: lookup.Resolve(device))).ToList();
        if (request.Json)
        {
            Terminal.Json(output => FactsJson.Write(output, answers, facts));
            return answers.Any(answer => answer.Drivers.Count == 0);
        }
        foreach (var (modalias, drivers) in answers)
        {
            Console.Out.WriteLine($"{modalias}  {facts.Names.Describe(modalias)}");
            foreach (var driver in drivers)
                Console.Out.WriteLine($"  {ModuleText.Of(driver)}");
            if (drivers.Count == 0)
                Console.Out.WriteLine("  no driver in this kernel");
        }
        return answers.Any(answer => answer.Drivers.Count == 0);
    }

    private static bool PrintFacts(KernelFacts facts, Request request)
    {
        var tree = facts.Tree;
        var modules = tree.Modules.AsEnumerable();
        var builtIns = tree.BuiltIns.AsEnumerable();
        if (request.Names.Length > 0)
        {
            CheckNames(tree, request.Names);
            modules = request.Names.Select(tree.FindModule).OfType<KernelModule>();
            builtIns = request.Names.Select(tree.FindBuiltIn).OfType<BuiltInModule>();
        }
        if (request.Json)
        {
            Terminal.Json(output => FactsJson.Write(output, facts, modules, builtIns));
        }
        else if (request.Names.Length > 0)
        {
            Console.Out.Write(string.Join('\n', modules.Select(module => ModuleText.Of(module, facts))
                .Concat(builtIns.Select(builtIn => ModuleText.Of(builtIn, facts)))));
        }
        else
        {
            Console.Out.Write(TreeText.Of(facts));
        }
        foreach (var problems in facts.SymbolProblems)
            Console.Error.WriteLine(Diagnostic.Warning(
                DiagnosticKind.Dependency, tree.FindModule(problems.Key)!.Path, SymbolProblem.Summary([.. problems])));
        foreach (var cycle in facts.Graph.Cycles)
            Console.Error.WriteLine(facts.Graph.Describe(cycle) with { Severity = Severity.Warning });
        return facts.SymbolProblems.Count + facts.Graph.Cycles.Count > 0;
    }

    private static void CheckNames(ModuleTree tree, string[] names)
    {
        var mistakes = names
            .Where(name => tree.FindModule(name) is null && tree.FindBuiltIn(name) is null)
            .Select(name => Diagnostic.Error(
                tree.Source, $"no module or built-in code is called {name}", Hint(tree, name)))
            .ToList();
        if (mistakes.Count > 0)
            throw new InvalidInputException(mistakes);
    }

    private static string? Hint(ModuleTree tree, string name) =>
        Nearest.To(ModulePath.NormalizeName(name), tree.Modules.Select(module => module.Name)) is { } near
            ? $"Did you mean \"{near}\"?"
            : null;

    private static KernelSymbols? FindSymbols(ModuleTree tree, Request request) =>
        request.Symbols is { } file ? KernelSymbols.Read(file)
        : request.Inputs is [var only] && Directory.Exists(only) ? KernelSymbols.Find(only, tree.Release)
        : null;

    private static IEnumerable<string> Modaliases()
    {
        using var input = StandardInput.Read();
        while (input.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: > 0 } modalias)
                yield return modalias;
        }
    }

    private sealed record Request(
        string[] Inputs, string[] Names, string[] Devices, string? Depmod, string? Symbols, string? Source, bool Json);
}
