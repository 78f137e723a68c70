using System.CommandLine;
using Tito.Cli.Batch;
using Tito.Cli.Certify;
using Tito.Cli.Demo;
using Tito.Cli.Engine;
using Tito.Cli.Export;
using Tito.Cli.Families;
using Tito.Cli.Import;
using Tito.Cli.Keys;
using Tito.Cli.Replay;
using Tito.Cli.Samples;
using Tito.Cli.Verify;

var root = new RootCommand("Token-In-Token-Out sessions: the tokens that an engine consumed and produced, kept and proved.")
{
    DemoCommand.Create(),
    EngineCommand.Create(),
    ReplayCommand.Create(),
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
return await root.Parse(args).InvokeAsync();
