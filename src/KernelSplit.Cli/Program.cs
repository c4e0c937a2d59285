using KernelSplit.Cli;

AppDomain.CurrentDomain.UnhandledException += (_, failed) =>
    KernelSplit.Cli.Output.Failure.End((Exception)failed.ExceptionObject);
return CommandLine.Run(args).GetAwaiter().GetResult();
