using System.CommandLine;
using Tito.Cli;
using Tito.Cli.Batch;
using Tito.Cli.Bench;
using Tito.Cli.Certify;
using Tito.Cli.Conformance;
using Tito.Cli.Demo;
using Tito.Cli.Drift;
using Tito.Cli.Engine;
using Tito.Cli.Export;
using Tito.Cli.Families;
using Tito.Cli.Import;
using Tito.Cli.Keys;
using Tito.Cli.Replay;
using Tito.Cli.Samples;
using Tito.Cli.Serve;
using Tito.Cli.Verify;
using Tito.Server.CommandLine;

CliConsole.Prepare();
var serve = ServeCommand.Create();
var root = new RootCommand("Token-In-Token-Out sessions: the tokens that an engine consumed and produced, kept and proved.")
{
    DemoCommand.Create(),
    serve,
    EngineCommand.Create(),
    ReplayCommand.Create(),
    ConformanceCommand.Create(),
    BenchCommand.Create(),
    DriftCommand.Create(),
    ExportCommand.Create(),
    ImportCommand.Create(),
    SamplesCommand.Create(),
    TokenizeCommand.Create(),
    InspectCommand.Create(),
    RenderCommand.Create(),
    SpliceCommand.Create(),
    CompareCommand.Create(),
    CertifyCommand.Create(),
    FamilyCommand.Create(),
    KeyCommand.Create(),
    VerifyCommand.Create(),
    VerifyNightCommand.Create(),
    RecordPromptsCommand.Create(),
};
return await StrictCommandLine.RunAsync(root, args, serve);
