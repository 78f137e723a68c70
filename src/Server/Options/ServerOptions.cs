using System.Collections.Immutable;
using System.Net;
using Tito.Core.Buffers;
using Tito.Core.Models;
using Tito.Core.Trajectories;
using Tito.Engines;
using Tito.Engines.Routing;
using Tito.Faces;
using Tito.Server.Access;
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

    /// <summary>A ceiling of so many MiB for the bodies of all requests.</summary>
    public static ByteCeiling Bodies(int megabytes) => new("bodies of requests", (long)megabytes << 20);

    /// <summary>A ceiling of so many MiB for the answers of all engines.</summary>
    public static ByteCeiling Answers(int megabytes) => new("answers of engines", (long)megabytes << 20);
}
