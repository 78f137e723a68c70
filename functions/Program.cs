using Tito.Functions.Hosting;

return await TitoServer.RunAsync(args);
