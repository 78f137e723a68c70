using System.Globalization;
using Tito.Core.Inference;
using Tito.Engines.Routing;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>Gives an engine no new request, or requests again, and answers with how it stands then.</summary>
internal static class EndpointDrain
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The exchange; its path names the engine.</param>
    /// <param name="isDrained">Whether the engine gets none.</param>
    public static async Task RunAsync(HttpContext context, bool isDrained)
    {
        var name = (string)context.Request.RouteValues["endpoint"]!;
        if (context.Part<IInferenceEngine>() is not RoutedEngine engines
            || !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= engines.Count)
        {
            await ErrorBody.WriteAsync(
                context, ErrorCatalog.EndpointNotFound, $"There is no engine {name}. GET /endpoints lists them.", null);
            return;
        }

        engines.Drain(index, isDrained);
        await using var json = JsonAnswer.Open(context);
        EndpointJson.Write(json, engines.Status()[index]);
    }
}
