using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>
/// The server's endpoints behind another front, which has routed the request already: the pipeline of the server that runs by itself, with
/// its own routing, over the front's services.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Site
{
    private readonly RequestDelegate _answer;

    /// <summary>Builds the pipeline, once a process.</summary>
    /// <param name="services">The front's services, with what <see cref="TitoServices"/> adds.</param>
    /// <param name="options">The limits.</param>
    public Site(IServiceProvider services, ServerOptions options)
    {
        var app = new ApplicationBuilder(services);
        app.UseTito(options, isAlone: false);
        _answer = app.Build();
    }

    /// <summary>Writes the answer to a request, which is over when the task is.</summary>
    public static Task AnswerAsync(HttpRequest request)
    {
        var context = request.HttpContext;

        // The front's own endpoint: routing leaves a request alone that has one.
        context.SetEndpoint(null);
        request.RouteValues.Clear();
        return context.RequestServices.GetRequiredService<Site>()._answer(context);
    }
}
