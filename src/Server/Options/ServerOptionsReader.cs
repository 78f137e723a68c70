using System.Net;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Server.Options.Declared;

namespace Tito.Server.Options;

/// <summary>Reads what an operator set.</summary>
internal static class ServerOptionsReader
{
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
            BodyCeiling = ServerOptions.Bodies(ListenDeclarations.BodyMegabytes.Read(configuration)),
            AnswerCeiling = ServerOptions.Answers(ListenDeclarations.AnswerMegabytes.Read(configuration)),
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

    private static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new OptionException(SeenDeclarations.Otlp.Name, "a collector's base address, http or https");
}
