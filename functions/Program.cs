using Tito.Functions.AbortSession;
using Tito.Functions.AbortTurns;
using Tito.Functions.ChatCompletions;
using Tito.Functions.CloseSession;
using Tito.Functions.CollectSamples;
using Tito.Functions.CreateSession;
using Tito.Functions.DeleteSession;
using Tito.Functions.DrainEndpoint;
using Tito.Functions.GetProof;
using Tito.Functions.GetSession;
using Tito.Functions.Health;
using Tito.Functions.ListEndpoints;
using Tito.Functions.ListModels;
using Tito.Functions.ListSessions;
using Tito.Functions.RollBackSession;
using Tito.Functions.SweepSessions;
using Tito.Functions.UndrainEndpoint;
using Tito.Functions.VerifySession;
using Tito.Functions.ViewSession;
using Tito.Server.Hosting;

return await TitoServer.RunAsync(
    args,
    [
        CreateSessionFunction.Trigger,
        ListSessionsFunction.Trigger,
        GetSessionFunction.Trigger,
        ViewSessionFunction.Trigger,
        ListModelsFunction.Trigger,
        ChatCompletionsFunction.Trigger,
        CollectSamplesFunction.Trigger,
        GetProofFunction.Trigger,
        VerifySessionFunction.Trigger,
        AbortSessionFunction.Trigger,
        AbortTurnsFunction.Trigger,
        RollBackSessionFunction.Trigger,
        CloseSessionFunction.Trigger,
        DeleteSessionFunction.Trigger,
        HealthFunction.Trigger,
        ListEndpointsFunction.Trigger,
        DrainEndpointFunction.Trigger,
        UndrainEndpointFunction.Trigger,
        SweepSessionsFunction.Trigger,
    ]);
