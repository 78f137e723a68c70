using Tito.Tests.Support.FunctionsHost;

return await HostProgram.RunAsync(args[0]);
