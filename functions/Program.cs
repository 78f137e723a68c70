using Tito.Functions;

return WorkerFront.IsAskedFor(args) ? await WorkerFront.RunAsync(args) : await TitoServer.RunAsync(args, TitoApp.Build);
