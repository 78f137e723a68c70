using System.Collections.Immutable;
using System.Net;
using Tito.Core.Buffers;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;
using Tito.Engines;
using Tito.Engines.Routing;
using Tito.Faces;
using Tito.Server.Access;
using Tito.Server.Options.Declared;
using Tito.Storage.Rows;

namespace Tito.Server.Options;

/// <summary>
/// What an operator sets: by <c>--name value</c>, or by the environment variable <c>TITO_NAME</c>. docs/server.md lists them for people.
/// </summary>
internal sealed record ServerOptions
{
    /// <summary>The largest request body, in bytes: 64 MiB, about 10 million tokens of text.</summary>
    public const long DefaultMaxBodyBytes = 64L * 1024 * 1024;

    /// <summary>What all bodies of requests may take where nothing else is said, in MiB.</summary>
    public const int DefaultBodyMegabytes = 512;

    /// <summary>What all answers of engines that are being read may take where nothing else is said, in MiB.</summary>
    public const int DefaultAnswerMegabytes = 1024;

    /// <summary>The MiB of sessions kept in memory where nothing else is set: some 300 of 131,072 tokens without experts.</summary>
    public const int DefaultHotMegabytes = 512;

    /// <summary>The parked turns that are taken at once where nothing else is set.</summary>
    public const int DefaultDeferredConcurrency = 64;

    /// <summary>
    /// The engines' base addresses, one or more, as <c>http://127.0.0.1:30000</c>, or with their wires, as
    /// <c>sglang+http://127.0.0.1:30000</c>; no two alike. Empty where the caller brings an engine of its own.
    /// </summary>
    public ImmutableArray<EngineAddress> Engines { get; init; } = [];

    /// <summary>How requests are spread over the engines.</summary>
    public RoutingOptions Routing { get; init; } = new();

    /// <summary>The pause between two probes of the engines; 0, the default, for none.</summary>
    public TimeSpan ProbeInterval { get; init; }

    /// <summary>The name of the model family; null for the one that <see cref="FamilyFile"/> declares, or <c>qwen3</c>.</summary>
    public string? Family { get; init; }

    /// <summary>A file that declares the model family; null for a built-in one.</summary>
    public string? FamilyFile { get; init; }

    /// <summary>The model's name in the list of models; null for the family's.</summary>
    public string? ModelName { get; init; }

    /// <summary>The folder of the model's tokenizer.json and tokenizer_config.json; null for the restored one.</summary>
    public string? Assets { get; init; }

    /// <summary>The folder of the journal. Default: <c>data</c> in the working directory.</summary>
    public string Data { get; init; } = JournalSource.DefaultData;

    /// <summary>
    /// The Azure storage account of the journal, by its connection string or the https address of its table service; null for SQLite in
    /// <see cref="Data"/>.
    /// </summary>
    public string? Tables { get; init; }

    /// <summary>How the journal's rows are sealed. Default: without a key, which finds damage and no forgeries.</summary>
    public RowSeals RowSeals { get; init; } = RowSeals.Plain;

    /// <summary>Where <see cref="Data"/>, <see cref="Tables"/> and <see cref="RowSeals"/> say that the journal is.</summary>
    public JournalSource Journal => new(Data, Tables, RowSeals);

    /// <summary>About how many MiB the sessions kept in memory may take together, 0 for none. Default: 512.</summary>
    public int HotMegabytes { get; init; } = DefaultHotMegabytes;

    /// <summary>The address to listen on. Default: 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on, 0 to 65535, 0 for a free one. Default: 7071, the port of the Functions host.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The key that clients send as <c>Authorization: Bearer KEY</c>; null for none, which only loopback allows.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The keys of clients, each with a name; none where there is one key or no key.</summary>
    public ImmutableArray<AccessKey> NamedKeys { get; init; } = [];

    /// <summary>All keys; none for a server that is open to this machine.</summary>
    public ImmutableArray<AccessKey> Keys => ApiKey is { } key ? NamedKeys.Add(AccessKey.Only(key)) : NamedKeys;

    /// <summary>Where requests name sessions that nobody opened; null, the default, for nowhere.</summary>
    public ImplicitSessions? ImplicitSessions { get; init; }

    /// <summary>How long an engine may take for one answer, above 0. Default: 600 seconds, as the reference.</summary>
    public TimeSpan EngineTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>The key that the engine was started with; null for none.</summary>
    public string? EngineApiKey { get; init; }

    /// <summary>
    /// How many tokens of prompt and completion the engine takes together, for turns without a limit; null, the default, to ask it.
    /// </summary>
    public int? EngineContext { get; init; }

    /// <summary>
    /// Whether the engine's tokenizer is held against ours before it is used. Default: yes, where the engine lets one ask.
    /// </summary>
    public bool ChecksTokenizer { get; init; } = true;

    /// <summary>Template arguments for every session: a JSON object, or null.</summary>
    public string? TemplateArguments { get; init; }

    /// <summary>The settings of sessions that are opened without saying so themselves. Default: the product's own.</summary>
    public SessionDefaults SessionDefaults { get; init; } = SessionDefaults.None;

    /// <summary>Whether requests with special tokens in the text of new messages are refused. Default: no, they are parsed.</summary>
    public bool RefuseSpecialTokens { get; init; }

    /// <summary>What becomes of requests that hold more than a session can keep. Default: it is left out, and told.</summary>
    public FaceRules FaceRules { get; init; } = FaceRules.Default;

    /// <summary>
    /// What the seals of reasoning are made with: every process over the same journal has the same. Default: <see cref="ApiKey"/>; null for
    /// a key that everybody can compute.
    /// </summary>
    public string? SealKey { get; init; }

    /// <summary>The seals of <see cref="SealKey"/>.</summary>
    public ReasoningSeals Seals => new(SealKey);

    /// <summary>Whether and how turns record the experts that worked on each token; null, the default, for not at all.</summary>
    public RoutedExpertsCapture? RoutedExperts { get; init; }

    /// <summary>The largest request body in bytes, 1 or more.</summary>
    public long MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>What the bodies of all requests may have together. Default: 512 MiB.</summary>
    public ByteCeiling BodyCeiling { get; init; } = Bodies(DefaultBodyMegabytes);

    /// <summary>What the answers of engines that are being read may have together. Default: 1 GiB.</summary>
    public ByteCeiling AnswerCeiling { get; init; } = Answers(DefaultAnswerMegabytes);

    /// <summary>How long a session may stay unused before a sweep removes it, above 0; null, the default, for never.</summary>
    public TimeSpan? SessionTimeToLive { get; init; }

    /// <summary>The pause between two sweeps; 0 for no sweeps. Default: an hour. Under the Functions host its timer decides.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a parked turn waits for problems that pass, above 0; then the last one is its outcome. Default: an hour.</summary>
    public TimeSpan DeferredPatience { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many parked turns this process takes at once, 1 or more. Default: 64.</summary>
    public int DeferredConcurrency { get; init; } = DefaultDeferredConcurrency;

    /// <summary>Which requests have a line in the log. Default: all but those of probes.</summary>
    public RequestLogLevel RequestLog { get; init; } = RequestLogLevel.All;

    /// <summary>
    /// The base address of a collector of metrics, traces and logs; null, the default, for none but what OpenTelemetry's own variables
    /// name.
    /// </summary>
    public Uri? Otlp { get; init; }

    /// <summary>How long a server that is to stop waits for turns that are under way. Default: as long as an engine may take.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Verification runs.</summary>
    public VerifyOptions Verify { get; init; } = new();

    /// <summary>
    /// Whether start, address, stop and restarts are logged. No option: a host that shows its own output switches it off.
    /// </summary>
    public bool LifetimeLogs { get; init; } = true;

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">Holds the names in lower case with dashes, as <c>engine-timeout</c>.</param>
    /// <param name="bringsEngine">Whether the caller has an engine of its own, so that none is named.</param>
    /// <exception cref="OptionException">An option is missing or malformed; it says which one and what it takes.</exception>
    public static ServerOptions Read(IConfiguration configuration, bool bringsEngine = false)
    {
        var journal = JournalSource.Read(configuration);
        var options = new ServerOptions
        {
            Engines = bringsEngine ? [] : EngineOption.Parse(EngineDeclarations.Engine.Find(configuration)),
            Routing = new()
            {
                SlackPercent = EngineDeclarations.Slack.Read(configuration),
                MaxInFlight = EngineDeclarations.MaxInFlight.Read(configuration),
                MaxWaiting = EngineDeclarations.Queue.Read(configuration),
                Patience = EngineDeclarations.Patience.ReadSeconds(configuration),
            },
            ProbeInterval = EngineDeclarations.ProbeInterval.ReadSeconds(configuration),
            EngineTimeout = EngineDeclarations.Timeout.ReadSeconds(configuration),
            EngineApiKey = EngineDeclarations.ApiKey.Find(configuration),
            EngineContext = EngineDeclarations.Context.Read(configuration) is > 0 and var context ? context : null,
            ChecksTokenizer = !EngineDeclarations.Tokenizer.IsOther(configuration),
            Family = ModelDeclarations.Family.Find(configuration),
            FamilyFile = ModelDeclarations.FamilyFile.Find(configuration),
            ModelName = ModelDeclarations.ModelName.Find(configuration),
            Assets = ModelDeclarations.Assets.Find(configuration),
            RefuseSpecialTokens = ModelDeclarations.SpecialTokens.IsOther(configuration),
            TemplateArguments = ModelDeclarations.TemplateArguments.Find(configuration),
            RoutedExperts = ModelDeclarations.RoutedExperts.Find(configuration) is { } experts ? RoutedExpertsOption.Parse(experts) : null,
            Data = journal.Data,
            Tables = journal.Tables,
            RowSeals = journal.Seals,
            HotMegabytes = SessionDeclarations.HotMegabytes.Read(configuration),
            ImplicitSessions = SessionDeclarations.ImplicitSessions.Find(configuration) is not { } source ? null
                : WireName.Find<ImplicitSessions>(source)
                    ?? throw new OptionException(SessionDeclarations.ImplicitSessions.Name, WireName.All<ImplicitSessions>()),
            SessionDefaults = SessionDeclarations.SessionDefaults.Find(configuration) is { } defaults
                ? SessionDefaultsOption.Parse(defaults)
                : SessionDefaults.None,
            FaceRules = new()
            {
                RefusesHostedTools = SessionDeclarations.HostedTools.IsOther(configuration),
                KeepsBillingBlock = SessionDeclarations.BillingBlock.IsOther(configuration),
            },
            SessionTimeToLive = SessionDeclarations.TimeToLive.Read(configuration) is > 0 and var seconds
                ? TimeSpan.FromSeconds(seconds)
                : null,
            SweepInterval = SessionDeclarations.SweepInterval.ReadSeconds(configuration),
            DeferredPatience = SessionDeclarations.DeferredPatience.ReadSeconds(configuration),
            DeferredConcurrency = SessionDeclarations.DeferredConcurrency.Read(configuration),
            Address = ListenDeclarations.Address.Find(configuration) is not { } address ? IPAddress.Loopback
                : IPAddress.TryParse(address, out var parsed) ? parsed
                : throw new OptionException(ListenDeclarations.Address.Name, "an IP address, as 127.0.0.1"),
            Port = ListenDeclarations.Port.Read(configuration),
            ApiKey = ListenDeclarations.ApiKey.Find(configuration),
            NamedKeys = ListenDeclarations.ApiKeys.Find(configuration) is { } file ? KeyFile.Read(file) : [],
            SealKey = SealDeclarations.Key.Find(configuration) ?? ListenDeclarations.ApiKey.Find(configuration),
            MaxBodyBytes = ListenDeclarations.MaxBodyBytes.Read(configuration),
            BodyCeiling = Bodies(ListenDeclarations.BodyMegabytes.Read(configuration)),
            AnswerCeiling = Answers(ListenDeclarations.AnswerMegabytes.Read(configuration)),
            RequestLog = SeenDeclarations.RequestLog.Find(configuration) is not { } requests ? RequestLogLevel.All
                : WireName.Find<RequestLogLevel>(requests)
                    ?? throw new OptionException(SeenDeclarations.RequestLog.Name, WireName.All<RequestLogLevel>()),
            Otlp = SeenDeclarations.Otlp.Find(configuration) is { } otlp ? ReadAddress(otlp) : null,
            DrainTime = ListenDeclarations.DrainTime.Find(configuration) is null
                ? EngineDeclarations.Timeout.ReadSeconds(configuration)
                : ListenDeclarations.DrainTime.ReadSeconds(configuration),
            Verify = VerifyOptions.Read(configuration),
        };
        return !options.Keys.IsEmpty || IPAddress.IsLoopback(options.Address)
            ? options
            : throw new OptionException(
                ListenDeclarations.ApiKey.Name,
                "a key for clients, or --api-keys a file of them, because --address is not loopback and nothing listens there without "
                + "authentication");
    }

    private static ByteCeiling Bodies(int megabytes) => new("bodies of requests", (long)megabytes << 20);

    private static ByteCeiling Answers(int megabytes) => new("answers of engines", (long)megabytes << 20);

    private static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new OptionException(SeenDeclarations.Otlp.Name, "a collector's base address, http or https");
}
