return await Csms.Host.CommandLine.CsmsCommandLine.RunAsync(args);
