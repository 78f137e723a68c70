using System.Collections.Immutable;
using System.Globalization;
using Tito.Engines.Http;
using Tito.Engines.Routing;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Fronts;

/// <summary>What a test asks for, as settings of an app.</summary>
/// <param name="Values">Names and values.</param>
/// <param name="Wire">How the worker speaks with its engine.</param>
internal sealed record WorkerSettings(ImmutableArray<(string Name, string Value)> Values, string Wire)
{
    /// <summary>Reads them off; skips the running test where no setting says what it asks for.</summary>
    public static WorkerSettings Of(AskedServer asked)
    {
        ThisProcessHas(asked.Journal is not null, "a journal of the test's");
        ThisProcessHas(asked.Clock != TimeProvider.System, "a clock of the test's");
        var engine = asked.Engine is RecordingEngine { Address: null } recording ? recording.Inner : asked.Engine;
        ThisProcessHas(engine is RoutedEngine or HttpEngine, "the routing and the wires of its engines");
        var model = asked.Model;
        ThisProcessHas(
            model.Renderer != ServedModel.Qwen3.Renderer || (model.Guard is null && model.Splicer != ServedModel.Qwen3.Splicer),
            "a model of the test's");
        var options = asked.Options;
        ThisProcessHas(!options.NamedKeys.IsEmpty, "keys with names");
        Assert.Equal(
            TestServer.Options,
            options with { ApiKey = null, ModelName = null, MaxBodyBytes = ServerOptions.DefaultMaxBodyBytes });
        return new(
        [
            // Who gives a folder looks into it.
            ("TITO_HOT_MEGABYTES", asked.Data is null ? "" : "0"),

            // One engine, of which a server in this process hears at once whatever it says.
            ("TITO_ENGINE_PATIENCE", "0"),
            ("TITO_PROBE_INTERVAL", "0"),
            ("TITO_ENGINE_CONTEXT", "32768"),
            ("TITO_API_KEY", options.ApiKey ?? ""),
            ("TITO_MODEL_NAME", options.ModelName ?? ""),
            ("TITO_MAX_BODY_BYTES", options.MaxBodyBytes.ToString(CultureInfo.InvariantCulture)),
            ("TITO_SPECIAL_TOKENS", model.Guard is null ? "parse" : "refuse"),
            ("TITO_ROUTED_EXPERTS", model.RoutedExperts is not { } experts ? ""
                : string.Create(CultureInfo.InvariantCulture, $"{(experts.Additive ? "additive" : "whole")}:{experts.Layers}x{experts.TopK}")),
        ],
        engine is StreamingEngine ? "sglang" : "sglang-chat");
    }

    private static void ThisProcessHas(bool what, string name) => Assert.SkipWhen(what, $"In this process alone: {name}");


    public override string ToString() => $"{Wire} {string.Join(' ', Values)}";
}
