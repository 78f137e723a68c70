using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Server.Verification;
using Tito.Storage.Hot;
using Tito.Storage.InMemory;
using Tito.Storage.Outages;

namespace Tito.Server.Hosting;

/// <summary>The parts that the routes work with. Tests put doubles in the place of some.</summary>
/// <param name="Journal">Where sessions are kept.</param>
/// <param name="Engine">Who samples.</param>
/// <param name="Model">The served model.</param>
/// <param name="Clock">The time.</param>
internal sealed record ServerParts(IJournal Journal, IInferenceEngine Engine, SessionModel Model, TimeProvider Clock)
{
    /// <summary>Where verification runs are kept. Default: in memory.</summary>
    public IVerificationStore Verifications { get; init; } = new InMemoryVerificationStore();

    /// <summary>The engines that verification runs ask. Default: none.</summary>
    public ImmutableArray<IVerifiedEngine> VerifiedEngines { get; init; } = [];

    /// <summary>What measures the parts; null, the default, for instruments of the server's own, which then measure no part.</summary>
    public TitoMetrics? Metrics { get; init; }

    /// <summary>The model that the options name.</summary>
    public static SessionModel LoadModel(ServerOptions options)
    {
        var family = FamilySource.Find(options.Family, options.FamilyFile) ?? FamilyRegistry.Find("qwen3")!;
        var model = SessionModel.Load(family, AssetFolder.Load(options.Assets), Arguments(options));
        model = options.RoutedExperts is { } experts ? model.Recording(experts) : model;
        return options.RefuseSpecialTokens ? model.RefusingSpecialTokens() : model;
    }

    /// <summary>The parts that the options name, with engines that the caller disposes.</summary>
    public static async Task<ServerParts> CreateAsync(
        ServerOptions options, SessionModel model, EngineSet engines, TitoMetrics metrics) =>
        new(await OpenJournalAsync(options, metrics), engines.Engine, model, TimeProvider.System)
        {
            Verifications = new GuardedVerificationStore(
                new LazyVerificationStore(() => options.Journal.OpenVerificationsAsync()),
                TimeProvider.System),
            VerifiedEngines = engines.Verified,
            Metrics = metrics,
        };

    private static async Task<IJournal> OpenJournalAsync(ServerOptions options, TitoMetrics metrics)
    {
        var store = await options.Journal.OpenAsync();
        return KeepHot(new MeteredJournal(store, metrics), options.HotMegabytes);
    }

    /// <summary>A tenth of the limit is for what just left the memory and is not collected yet.</summary>
    private static IJournal KeepHot(IJournal journal, int megabytes) =>
        megabytes > 0 ? new HotJournal(journal, ((long)megabytes << 20) / 10 * 9) : journal;

    private static JsonElement? Arguments(ServerOptions options)
    {
        try
        {
            return options.TemplateArguments is { } text
                ? new JsonPlace(StrictJson.Parse(text), "$", (_, reason, cause) => new JsonException(reason, cause)).Valid().Object().Json
                : null;
        }
        catch (JsonException)
        {
            throw new OptionException("template-arguments", "a JSON object");
        }
    }
}
